-- What levy.headline and rnd.levy_vs_rnd repeat of levy.levy_due and rnd.rnd_expense is what stands there, of the same
-- company and period: nobody reads two figures for one thing.
select
    'headline' as table_name,
    h.ticker,
    h.china_fiscal_year as fiscal_year
from {{ ref('headline') }} as h
anti join {{ ref('levy_due') }} as d
    on
        h.cik = d.cik and h.ticker = d.ticker and d.scenario_id = 'article'
        and h.china_fiscal_year = d.fiscal_year and h.china_fiscal_quarter is not distinct from d.fiscal_quarter
        and h.china_period_end = d.period_end and h.geography_basis = d.geography_basis
        and h.china_revenue_usd = d.china_revenue_usd and h.rate_share = d.rate_share and h.levy_usd = d.levy_usd
where h.china_fiscal_year is not null

union all

select
    'headline' as table_name,
    h.ticker,
    h.fiscal_year
from {{ ref('headline') }} as h
anti join {{ ref('rnd_expense') }} as r
    on
        h.cik = r.cik and h.ticker = r.ticker and h.fiscal_year = r.fiscal_year
        and h.fiscal_quarter = r.fiscal_quarter and h.period_end = r.period_end
        and h.revenue_usd = r.revenue_usd and h.rnd_expense_usd = r.rnd_expense_usd
where h.rnd_expense_usd is not null

union all

select
    'levy_vs_rnd' as table_name,
    v.ticker,
    v.fiscal_year
from {{ ref('levy_vs_rnd') }} as v
left join {{ ref('levy_due') }} as d
    on
        v.cik = d.cik and v.ticker = d.ticker and v.fiscal_year = d.fiscal_year
        and v.scenario_id = d.scenario_id and d.fiscal_quarter is null
left join {{ ref('rnd_expense') }} as r
    on v.cik = r.cik and v.ticker = r.ticker and v.fiscal_year = r.fiscal_year and r.fiscal_quarter is null
where
    d.cik is null
    or v.levy_low_usd is distinct from d.levy_low_usd
    or v.levy_usd is distinct from d.levy_usd
    or v.levy_high_usd is distinct from d.levy_high_usd
    or v.china_revenue_usd is distinct from d.china_revenue_usd
    or v.gross_profit_usd is distinct from d.gross_profit_usd
    or v.rnd_expense_usd is distinct from r.rnd_expense_usd
