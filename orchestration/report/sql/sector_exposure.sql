select
    ticker, cik, company_name, fiscal_year, period_end, geography_basis, china_scope, china_source,
    china_of_revenue_low_share, china_of_revenue_share, china_of_revenue_high_share, china_revenue_usd,
    rnd_expense_usd, operating_income_usd, rate_share, levy_low_usd, levy_usd, levy_high_usd, levy_of_rnd_low_share,
    levy_of_rnd_share, levy_of_rnd_high_share, levy_of_operating_income_low_share, levy_of_operating_income_share,
    levy_of_operating_income_high_share, comparable_tickers, confidence, null_reason, source_id, accession
from levy.exposure
where is_newest
order by coalesce(china_of_revenue_share, china_of_revenue_low_share) desc nulls last, ticker
