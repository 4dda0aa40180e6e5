-- A year's revenue and R&D is at least half, and at most twice, what its four quarters add up to, and not below half
-- of, or above twice, both the year before and the year after: a part taken for the whole is. What is outside may be
-- true (a year without cruises) and is reported.
with
totals as (
    select
        ticker,
        metric,
        fiscal_year,
        slot,
        value_usd,
        accession
    from {{ ref('value_history') }}
    where
        geography = 'total' and metric in ('revenue', 'rnd_expense') and known_until is null and value_usd is not null
),

quarters as (
    select
        ticker,
        metric,
        fiscal_year,
        sum(value_usd) as quarters_usd
    from totals
    where slot in ('Q1', 'Q2', 'Q3', 'Q4')
    group by ticker, metric, fiscal_year
    having count(*) = 4
),

years as (
    select
        y.ticker,
        y.metric,
        y.fiscal_year,
        y.accession,
        y.value_usd,
        q.quarters_usd,
        lag(y.value_usd) over by_year as before_usd,
        lead(y.value_usd) over by_year as after_usd
    from totals as y
    left join quarters as q on y.ticker = q.ticker and y.metric = q.metric and y.fiscal_year = q.fiscal_year
    where y.slot = 'FY'
    window by_year as (partition by y.ticker, y.metric order by y.fiscal_year)
)

select
    ticker,
    metric,
    fiscal_year,
    accession,
    value_usd,
    quarters_usd,
    before_usd,
    after_usd
from years
where
    {{ is_part_of('value_usd', 'quarters_usd') }}
    or {{ is_part_of('quarters_usd', 'value_usd') }}
    -- of the first and the last year one neighbour is null, which makes these null
    or {{ is_part_of('value_usd', 'before_usd') }} and {{ is_part_of('value_usd', 'after_usd') }}
    or {{ is_part_of('before_usd', 'value_usd') }} and {{ is_part_of('after_usd', 'value_usd') }}
