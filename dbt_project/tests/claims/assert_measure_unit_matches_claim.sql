-- A number that decides a claim is in the unit of the claim, and a claim with such a unit has a number of its own.
select
    c.claim_id,
    c.unit,
    m.check_id,
    m.unit as measured_in
from {{ ref('int_article_claims') }} as c
left join {{ ref('claim_measures') }} as m
    on c.claim_id = m.claim_id and m.role = 'decides' and m.measure_kind != 'statement'
where
    m.unit != c.unit
    or (m.check_id is not null and m.found_low is null and m.found_high is null)
    or (c.unit not in ('text', 'none') and c.claim_low is null and c.claim_high is null)
