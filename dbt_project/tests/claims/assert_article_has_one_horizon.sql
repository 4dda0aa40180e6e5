-- The horizon of the watch list is one row of the article's claims: a scope in months, with a number of them.
select
    count(*) as horizons,
    count(stated_value) as lengths
from {{ ref('int_article_claims') }}
where claim_kind = 'scope' and unit = 'months'
having count(*) != 1 or count(stated_value) != 1
