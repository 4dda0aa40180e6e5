-- Grain: series x fiscal year x fiscal period (Q1..Q4, H1, 9M, FY, TP) x moment from which it was known so.
-- Every version of every reported or derived number, from `known_at` until `known_until`: ask it for any past day.
select
    c.ticker,
    k.cik,
    c.company_name,
    k.metric,
    k.geography,
    k.geography_basis,
    coalesce(b.geography_basis = k.geography_basis, false) as is_basis_of_own_filing,
    k.fiscal_year,
    k.fiscal_period_type as slot,
    s.fiscal_quarter,
    s.period_start,
    s.period_end,
    s.calendar_quarter,
    k.known_at,
    k.known_until,
    f.cik is not null as is_first_report,
    k.value_usd,
    k.tolerance_usd,
    k.derivation,
    k.formula,
    k.null_reason,
    k.null_reason_code,
    k.caveat,
    k.split_status,
    k.split_difference_usd,
    k.concept,
    k.geography_scope,
    k.confidence,
    k.accession,
    k.form
from {{ ref('int_value_versions') }} as k
inner join {{ ref('int_companies') }} as c on k.cik = c.cik
inner join {{ ref('int_fiscal_year_periods') }} as s
    on k.cik = s.cik and k.fiscal_year = s.fiscal_year and k.fiscal_period_type = s.fiscal_period_type
left join {{ ref('int_basis_as_reported') }} as b
    on k.cik = b.cik and k.fiscal_year = b.fiscal_year and k.fiscal_period_type = b.fiscal_period_type
left join {{ ref('int_period_values') }} as f
    on
        k.cik = f.cik and k.metric = f.metric and k.geography = f.geography
        and k.geography_basis = f.geography_basis and k.fiscal_year = f.fiscal_year
        and k.fiscal_period_type = f.fiscal_period_type and k.known_at = f.known_at
        and f.version = 'first_reported' and f.value_usd is not null
order by
    c.ticker, k.metric, k.geography, k.geography_basis, k.fiscal_year, s.period_end, k.fiscal_period_type, k.known_at
