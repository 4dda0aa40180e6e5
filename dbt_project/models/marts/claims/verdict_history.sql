-- Grain: claim x day from which a verdict holds.
-- How the verdict on each claim changed with filings and findings, from the article's own day. Decision:
-- days on which the verdict stayed the same are one row; its figures are those of the first of them.
with
turned as (
    select
        *,
        lag(verdict) over (partition by claim_id order by day) as verdict_before
    from {{ ref('int_claim_verdicts') }}
)

select
    claim_id,
    day as holds_from,
    lead(day) over (partition by claim_id order by day) as holds_until,
    verdict,
    verdict_before,
    verdict_reason,
    found_low,
    found_value,
    found_high,
    difference_share,
    evidence_known_on,
    evidence_source_ids,
    confidence
from turned
where verdict is distinct from verdict_before
order by claim_id, holds_from
