-- Texts that pages and charts show name claims by their short names, never by a code such as S025.
select
    'article_claims' as table_name,
    claim_id,
    verdict_reason as shown
from {{ ref('article_claims') }}
where
    regexp_matches(short_name, '\b[SA][0-9]{3}\b') or regexp_matches(claim, '\b[SA][0-9]{3}\b')
    or regexp_matches(verdict_reason, '\b[SA][0-9]{3}\b')

union all

select
    'claim_pairs' as table_name,
    claim_id,
    reason as shown
from {{ ref('claim_pairs') }}
where regexp_matches(reason, '\b[SA][0-9]{3}\b')
