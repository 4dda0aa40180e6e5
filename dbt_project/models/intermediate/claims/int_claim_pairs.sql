-- One row per relation that must hold between claims.
select
    pair_id,
    claim_id,
    relation,
    first_claim_id,
    second_claim_id,
    result_claim_id,
    cast(tolerance_share as decimal(9, 6)) as tolerance_share,
    note,
    source_id,
    confidence
from {{ ref('stg_reference__claim_pairs') }}
