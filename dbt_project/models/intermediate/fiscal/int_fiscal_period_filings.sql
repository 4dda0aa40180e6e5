-- One row per company and fiscal period whose own filing EDGAR lists: the filing that reports on its last day, give or
-- take a week. When it was read, and whether pages of it are missing.
select
    k.cik,
    k.fiscal_year,
    k.fiscal_period_type,
    max(o.known_as_totals_at) as known_as_totals_at,
    max(o.known_in_full_at) as known_in_full_at,
    bool_or(o.is_incomplete) as is_incomplete
from {{ ref('int_fiscal_year_periods') }} as k
inner join {{ ref('int_own_filings') }} as o on k.cik = o.cik and abs(o.report_date - k.period_end) <= 7
group by k.cik, k.fiscal_year, k.fiscal_period_type
