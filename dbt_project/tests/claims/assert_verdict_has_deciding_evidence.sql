-- A verdict of supported, overstated, understated, contradicted or outside the evidence range rests on at least one
-- deciding finding that is more than memory, a search without result, or the article itself.
select
    a.claim_id,
    a.verdict
from {{ ref('article_claims') }} as a
anti join {{ ref('claim_measures') }} as m
    on
        a.claim_id = m.claim_id and m.role = 'decides' and m.direction is distinct from 'silent'
        and m.known_until is null and {{ supports_a_point('m.confidence') }}
where a.verdict not in ('unverified', 'not_checkable', 'internally_inconsistent')
