-- Verdicts of a claim follow each other without gaps from the day of the article, and the open one is published.
with
followed as (
    select
        *,
        lead(holds_from) over (partition by claim_id order by holds_from) as next_from,
        row_number() over (partition by claim_id order by holds_from) as nth
    from {{ ref('verdict_history') }}
)

select
    a.claim_id,
    a.verdict,
    a.verdict_since,
    h.verdict as verdict_then,
    h.holds_from,
    h.holds_until
from {{ ref('article_claims') }} as a
left join followed as h on a.claim_id = h.claim_id
where
    h.claim_id is null
    or h.holds_until is distinct from h.next_from
    or (h.nth = 1 and a.stated_on != h.holds_from)
    or (h.holds_until is null and (a.verdict != h.verdict or a.verdict_since != h.holds_from))
