select
    ticker, company_name, fiscal_year, fiscal_quarter, period_end, geography_basis, version, china_revenue_usd,
    china_of_revenue_share, derivation, null_reason, accession, known_at
from levy.china_revenue
where fiscal_quarter is null and version = 'latest' and china_revenue_usd is not null
order by ticker, fiscal_year, geography_basis
