select
    ticker, company_name, fiscal_year, period_end, scenario_id, geography_basis, china_revenue_usd, levy_low_usd,
    levy_usd, levy_high_usd, rnd_expense_usd, levy_of_rnd_share, rnd_year_covered, rnd_covered_usd, null_reason,
    known_at, source_id
from rnd.levy_vs_rnd as r
where
    base = 'china_revenue'
    and (
        scenario_id != 'article'
        or geography_basis not in (select geography_basis from levy.scenarios where scenario_id != 'article')
    )
    and fiscal_year >= (
        select min(k.fiscal_year)
        from rnd.levy_vs_rnd as k
        where k.ticker = r.ticker and k.base = 'china_revenue' and k.levy_usd is not null
    )
order by ticker, fiscal_year, scenario_id
