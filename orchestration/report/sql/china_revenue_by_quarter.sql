with
with_quarters as (
    select ticker, min(period_end) as first_end
    from levy.china_revenue
    where fiscal_quarter is not null and version = 'latest' and china_revenue_usd is not null
    group by ticker
)

select
    r.ticker, r.company_name, r.fiscal_year, r.fiscal_quarter, r.period_end, r.geography_basis, r.version,
    r.china_revenue_usd, r.china_of_revenue_share, r.is_basis_of_own_filing, r.derivation, r.formula, r.null_reason,
    r.caveat, r.accession, r.known_at
from levy.china_revenue as r
inner join with_quarters as q on r.ticker = q.ticker and r.period_end >= q.first_end
where r.fiscal_quarter is not null and r.version = 'latest'
order by r.ticker, r.period_end, r.geography_basis
