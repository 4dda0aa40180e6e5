-- Grain: signal to watch. What to look at, its state on the day it was last looked at, when it is due and how many days
-- are left (negative: past due), which way it moves levy revenue. Any other day: watch.catalysts_on.
-- Decision: the day is that of the curated row, not that of the build, so that equal inputs give equal
-- marts.
-- The query is macro catalyst_rows in macros/rows/catalysts.sql, since watch.catalysts_on asks it of any other day.
with
horizon as (
    select
        stated_on as horizon_from,
        cast(stated_on + to_months(cast(stated_value as integer)) as date) as horizon_to
    from {{ ref('int_article_claims') }}
    where unit = 'months' and claim_kind = 'scope'
),

signals as (
    select
        k.*,
        h.horizon_from,
        h.horizon_to,
        s.url as source_url
    from {{ ref('int_catalysts') }} as k
    cross join horizon as h
    left join {{ ref('int_citations') }} as s on k.source_id = s.source_id
)

{{ catalyst_rows('signals', 'state_as_of') }}
order by k.catalyst_id
