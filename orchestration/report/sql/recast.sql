select
    ticker, fiscal_year, slot, geography_basis, known_at, value_usd, accession, metric, geography
from ops.value_history
where
    metric = 'revenue' and geography = 'CN' and slot = 'FY' and value_usd is not null and known_until is null
    and (ticker, fiscal_year) in (
        select (ticker, fiscal_year)
        from ops.value_history
        where
            metric = 'revenue' and geography = 'CN' and slot = 'FY' and value_usd is not null
            and geography_basis != 'unknown'
        group by ticker, fiscal_year
        having count(distinct geography_basis) > 1 and count(distinct value_usd) > 1
    )
order by ticker, fiscal_year, known_at
