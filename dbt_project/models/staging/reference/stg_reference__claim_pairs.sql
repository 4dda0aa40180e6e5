-- Grain: relation between claims.
select
    pair_id,
    claim_id,
    relation,
    first_claim_id,
    second_claim_id,
    result_claim_id,
    tolerance_share,
    note,
    source_id,
    confidence
from {{ source('reference', 'claim_pairs') }}
