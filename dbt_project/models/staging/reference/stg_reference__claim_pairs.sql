-- Grain: relation between claims.
from {{ source('reference', 'claim_pairs') }}
