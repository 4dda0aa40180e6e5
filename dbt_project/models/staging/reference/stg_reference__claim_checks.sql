-- Grain: claim x measure.
from {{ source('reference', 'claim_checks') }}
