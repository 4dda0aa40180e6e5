select
    ticker, company_name, fiscal_year, fiscal_quarter, period_end, revenue_usd, rnd_expense_usd, china_fiscal_year,
    china_fiscal_quarter, china_period_end, geography_basis, china_revenue_usd, levy_usd, null_reason
from levy.headline
order by china_revenue_usd desc nulls last, ticker
