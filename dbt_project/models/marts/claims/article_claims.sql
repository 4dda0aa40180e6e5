-- Grain: claim in the article. What it says, what the warehouse found, the difference, the verdict with its reason, and
-- where to look it up. The verdict is that of the newest day of int_claim_verdicts, which holds the rule;
-- docs/claims.md explains it.
with
newest as (
    select *
    from {{ ref('int_claim_verdicts') }}
    qualify row_number() over (partition by claim_id order by day desc) = 1
),

since as (
    select
        claim_id,
        holds_from,
        verdict_before
    from {{ ref('verdict_history') }}
    where holds_until is null
)

select
    c.claim_id,
    c.section,
    c.stated_in,
    c.subject,
    c.short_name,
    c.claim,
    c.claim_kind,
    c.period,
    c.unit,
    c.bound,
    c.wording,
    c.stated_low,
    c.stated_value,
    c.stated_high,
    c.stated_from,
    c.stated_to,
    c.stated_text,
    n.found_low,
    n.found_value,
    n.found_high,
    case when c.unit = 'date' then {{ numbered_day('n.found_low') }} end as found_from,
    case when c.unit = 'date' then {{ numbered_day('n.found_high') }} end as found_to,
    n.found_text,
    cast(n.difference as decimal(28, 6)) as difference,
    n.difference_share,
    c.tolerance_share,
    n.verdict,
    n.verdict_reason,
    s.holds_from as verdict_since,
    s.verdict_before,
    n.evidence,
    cast(n.measure_count as integer) as measure_count,
    n.evidence_known_on,
    n.evidence_source_ids,
    n.accessions,
    c.stated_on,
    c.judged_from,
    c.needs,
    c.note,
    c.source_id,
    n.confidence
from {{ ref('int_article_claims') }} as c
inner join newest as n on c.claim_id = n.claim_id
inner join since as s on c.claim_id = s.claim_id
order by c.claim_id
