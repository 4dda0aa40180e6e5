-- One row per company and fiscal period: the geography basis that the period's own filing used, if it splits that
-- fiscal year. Where that filing is not available: the basis of the earliest filing that gives the period; of a period
-- that no filing gives (a fourth quarter), of the earliest that gives its year.
with
candidates as (
    select
        k.cik,
        k.fiscal_year,
        k.fiscal_period_type,
        v.geography_basis,
        f.known_at,
        -- of two bases in one filing, that of its sentence nearest to a split
        if(v.geography_basis = b.geography_basis, 0, 1) as how_indirect
    from {{ ref('int_fiscal_calendar') }} as k
    inner join {{ ref('int_filings') }} as f
        on k.cik = f.cik and abs(f.report_date - k.period_end) <= 7 and f.is_periodic_report and not f.is_amendment
    inner join {{ ref('int_geography_basis') }} as b on f.cik = b.cik and f.accession = b.accession
    inner join {{ ref('int_filing_values') }} as v
        on f.cik = v.cik and f.accession = v.accession and k.fiscal_year = v.fiscal_year and v.geography = 'CN'

    union all

    select
        cik,
        fiscal_year,
        fiscal_period_type,
        geography_basis,
        known_at,
        2 as how_indirect
    from {{ ref('int_filing_values') }}
    where geography = 'CN'

    union all

    select
        k.cik,
        k.fiscal_year,
        k.fiscal_period_type,
        v.geography_basis,
        v.known_at,
        3 as how_indirect
    from {{ ref('int_fiscal_calendar') }} as k
    inner join {{ ref('int_filing_values') }} as v
        on k.cik = v.cik and k.fiscal_year = v.fiscal_year and v.fiscal_period_type = 'FY' and v.geography = 'CN'
)

select
    cik,
    fiscal_year,
    fiscal_period_type,
    geography_basis
from candidates
qualify row_number() over (
    partition by cik, fiscal_year, fiscal_period_type order by how_indirect, known_at, geography_basis
) = 1
