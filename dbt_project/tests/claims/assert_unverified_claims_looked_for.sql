-- "Unverified" means that somebody looked: a claim without a verdict has a finding, a search without result or a signal
-- of its own, and more than what somebody remembers; or a check against figures that this data does not have, because
-- the company is not watched or its filing is not available.
select
    a.claim_id,
    a.short_name
from {{ ref('article_claims') }} as a
anti join {{ ref('claim_measures') }} as m
    on a.claim_id = m.claim_id and m.confidence not in ('memory', 'source_article')
anti join {{ ref('int_claim_checks') }} as k on a.claim_id = k.claim_id and k.role = 'decides'
where a.verdict = 'unverified'
