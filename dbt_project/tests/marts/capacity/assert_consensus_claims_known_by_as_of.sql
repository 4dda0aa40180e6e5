-- No claim in a consensus became known after its day, and figures and sources are both present or both null. There are
-- no more sources than claims that count.
select
    foundry,
    product,
    as_of,
    newest_claim_on
from {{ ref('yield_consensus') }}
where
    newest_claim_on > as_of
    or source_count > counted_claim_count
    or counted_claim_count > claim_count
    or (source_count = 0) != (yield_mid_share is null)
    or (source_count = 0) != (newest_claim_on is null)
    or (counted_claim_count < 2 and disjoint_pair_share is not null)
    or (source_count > 1 and disjoint_pair_share is null)
