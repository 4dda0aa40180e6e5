-- Grain: watched company. What the command line shows of it; R&D is the one figure that this project knows.
with newest as (
    select *
    from {{ ref('rnd_reported') }}
    qualify row_number() over (partition by cik order by period_end desc, period_start desc) = 1
)

select
    c.ticker,
    c.cik,
    cast(year(n.period_end) as integer) as fiscal_year,
    cast(null as integer) as fiscal_quarter,
    n.period_end,
    cast(null as decimal(18, 2)) as revenue_usd,
    n.rnd_expense_usd,
    cast(null as integer) as china_fiscal_year,
    cast(null as integer) as china_fiscal_quarter,
    cast(null as varchar) as geography_basis,
    cast(null as varchar) as china_scope,
    cast(null as decimal(18, 2)) as china_revenue_usd,
    cast(null as decimal(12, 6)) as china_of_revenue_low_share,
    cast(null as decimal(12, 6)) as china_of_revenue_high_share,
    cast(null as decimal(18, 2)) as levy_usd,
    'rnd_alone' as null_reason_code,
    'this project has R&D alone' as null_reason,
    'none_found' as confidence
from {{ ref('int_companies') }} as c
left join newest as n on c.cik = n.cik
order by c.ticker
