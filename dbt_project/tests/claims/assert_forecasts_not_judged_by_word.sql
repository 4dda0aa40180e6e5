-- A forecast is judged by what happened, not by whether one word equals another: a claim whose stated value is a word
-- is no forecast.
select
    claim_id,
    short_name
from {{ ref('int_article_claims') }}
where unit = 'text' and claim_kind = 'forecast'
