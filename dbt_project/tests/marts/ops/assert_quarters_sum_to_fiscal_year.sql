-- Four known quarters of the year's own concept and scope add up to the year within the rounding of all five; where
-- they do not, ops.differences lists them.
with
stands as (
    select * from {{ ref('value_history') }}
    where known_until is null and value_usd is not null
),

years as (
    select
        y.ticker,
        y.metric,
        y.geography,
        y.geography_basis,
        y.fiscal_year,
        y.value_usd as year_usd,
        sum(q.value_usd) as quarters_usd,
        y.tolerance_usd + sum(q.tolerance_usd) as tolerance_usd
    from stands as y
    inner join stands as q
        on
            y.cik = q.cik and y.metric = q.metric and y.geography = q.geography
            and y.geography_basis = q.geography_basis and y.fiscal_year = q.fiscal_year and y.concept = q.concept
            and y.geography_scope is not distinct from q.geography_scope
    where y.slot = 'FY' and q.fiscal_quarter is not null
    group by
        y.ticker, y.metric, y.geography, y.geography_basis, y.fiscal_year, y.value_usd, y.tolerance_usd
    having count(*) = 4
)

select y.*
from years as y
anti join {{ ref('differences') }} as d
    on
        y.ticker = d.ticker and y.metric = d.metric and y.geography = d.geography
        and y.geography_basis = d.geography_basis and y.fiscal_year = d.fiscal_year
        and d.difference_kind = 'quarters_do_not_add_up'
where abs(y.quarters_usd - y.year_usd) > y.tolerance_usd
