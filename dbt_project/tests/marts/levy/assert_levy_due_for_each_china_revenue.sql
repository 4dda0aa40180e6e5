-- The article's scenario has a levy for each quarter in which it applies and for which China revenue is known on the
-- basis of the period's own filing. A basis that only a later recast uses is another series.
with
since as (
    select
        ticker,
        min(period_start) as first_day
    from {{ ref('levy_due') }}
    where scenario_id = 'article'
    group by ticker
)

select distinct
    r.ticker,
    r.fiscal_year,
    r.fiscal_quarter
from {{ ref('china_revenue') }} as r
inner join since as s on r.ticker = s.ticker
anti join {{ ref('levy_due') }} as d
    on
        r.ticker = d.ticker and r.fiscal_year = d.fiscal_year and r.fiscal_quarter is not distinct from d.fiscal_quarter
        and d.scenario_id = 'article' and d.levy_usd is not null
where
    r.version = 'latest' and r.is_basis_of_own_filing and r.china_revenue_usd is not null
    and r.fiscal_quarter is not null
    and r.period_start >= s.first_day
