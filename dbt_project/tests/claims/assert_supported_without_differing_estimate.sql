-- No claim is supported by estimates that disagree: none of those that decide lies wholly off it by more than its
-- tolerance. Recomputed here from the claims and their measures.
select
    a.claim_id,
    m.check_id,
    m.part,
    m.found_low,
    m.found_high
from {{ ref('article_claims') }} as a
inner join {{ ref('int_article_claims') }} as c on a.claim_id = c.claim_id
inner join {{ ref('claim_measures') }} as m on a.claim_id = m.claim_id
where
    a.verdict = 'supported' and m.measure_kind = 'estimate' and m.role = 'decides' and m.known_until is null
    and {{ supports_a_point('m.confidence') }}
    and (
        c.claim_low > m.found_high + c.tolerance_share * abs(m.found_high)
        or c.claim_high < m.found_low - c.tolerance_share * abs(m.found_low)
    )
