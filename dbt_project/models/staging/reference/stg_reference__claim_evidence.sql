-- Grain: finding that bears on a claim.
from {{ source('reference', 'claim_evidence') }}
