-- levy.china_revenue as it was known at the end of a day, UTC: one row per company, fiscal period and geography basis
-- that had been reported by then.
{{ config(materialized='table_macro', parameters=['day'], contract={'enforced': false}) }}
select *
from (
    {{ china_revenue_rows(as_known_on('day')) }}
)
where version = 'latest'
order by ticker, fiscal_year, period_end, fiscal_quarter, geography_basis
