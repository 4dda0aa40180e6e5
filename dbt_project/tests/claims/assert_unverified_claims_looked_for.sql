-- "Unverified" means that somebody looked: a claim without a verdict has a finding, a search without result or a signal
-- of its own, and more than what somebody remembers.
select
    a.claim_id,
    a.short_name
from {{ ref('article_claims') }} as a
anti join {{ ref('claim_measures') }} as m
    on a.claim_id = m.claim_id and m.confidence not in ('memory', 'source_article')
where a.verdict = 'unverified'
