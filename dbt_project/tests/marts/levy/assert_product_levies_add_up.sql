-- What a scenario takes of a company in a quarter, and in a year, is the sum of its products and quarters: the least
-- always, the point and the most only where every part has one and the year is complete.
with
parts as (
    select
        ticker,
        scenario_id,
        fiscal_year,
        fiscal_quarter,
        count(*) as part_count,
        count(distinct fiscal_quarter) = 5 - min(fiscal_quarter) as is_complete,
        grouping(fiscal_quarter) = 1 as is_year,
        sum(levy_low_usd) as low_usd,
        count(levy_usd) as point_count,
        sum(levy_usd) as point_usd,
        count(levy_high_usd) as high_count,
        sum(levy_high_usd) as high_usd
    from {{ ref('product_levies') }}
    group by grouping sets (
        (ticker, scenario_id, fiscal_year, fiscal_quarter), (ticker, scenario_id, fiscal_year)
    )
)

select
    d.ticker,
    d.scenario_id,
    d.fiscal_year,
    d.fiscal_quarter,
    d.levy_low_usd,
    p.low_usd,
    d.levy_high_usd,
    p.high_usd
from {{ ref('levy_due') }} as d
inner join parts as p
    on
        d.ticker = p.ticker and d.scenario_id = p.scenario_id and d.fiscal_year = p.fiscal_year
        and d.fiscal_quarter is not distinct from p.fiscal_quarter
where
    d.levy_low_usd != p.low_usd
    or d.levy_usd is distinct from case
        when p.point_count = p.part_count and (p.is_complete or not p.is_year) then p.point_usd
    end
    or d.levy_high_usd is distinct from case
        when p.high_count = p.part_count and (p.is_complete or not p.is_year) then p.high_usd
    end
