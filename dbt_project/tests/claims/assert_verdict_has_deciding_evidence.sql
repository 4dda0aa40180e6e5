-- A verdict of supported, overstated, understated, contradicted, mixed or outside the evidence range rests on at least
-- one deciding finding that is more than memory, a search without result, or the article itself; a verdict on the
-- consistency of the article rests on a relation between its claims.
select
    a.claim_id,
    a.verdict
from {{ ref('article_claims') }} as a
anti join {{ ref('claim_measures') }} as m
    on
        a.claim_id = m.claim_id and m.role = 'decides' and m.direction is distinct from 'silent'
        and m.known_until is null and {{ supports_a_point('m.confidence') }}
anti join {{ ref('claim_pairs') }} as p
    on a.claim_id = p.claim_id and a.claim_kind = 'consistency'
where a.verdict not in ('unverified', 'not_checkable', 'internally_inconsistent')
