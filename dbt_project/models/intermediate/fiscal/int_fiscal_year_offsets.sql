-- One row per company: how far the name of its fiscal year is from the calendar year in which the year ends, -1, 0 or 1
-- (a year that ends in January 2025 may be 2024 or 2025). Decision: as the newest five annual reports name it on their
-- cover pages, or most of them; some filers named it otherwise years ago. A row of companies.csv may say otherwise.
with
cover_pages as (
    select
        cik,
        accession,
        fiscal_year_focus
    from {{ ref('stg_edgar__companyfacts') }}
    where fiscal_year_focus is not null

    union all

    select
        cik,
        accession,
        try_cast(value_text as integer) as fiscal_year_focus
    from {{ ref('stg_edgar__facts') }}
    where concept = 'dei:DocumentFiscalYearFocus'
),

named as (
    select
        v.cik,
        max(v.period_end) as year_end,
        max(p.fiscal_year_focus) - year(max(v.period_end) - 14) as year_offset
    from cover_pages as p
    inner join {{ ref('int_reported_values') }} as v on p.cik = v.cik and p.accession = v.accession
    where
        v.is_annual_report and regexp_matches(v.form, '^(10-K|20-F|40-F)$') and v.geography = 'total'
        and {{ quarters_spanned('v.period_days') }} = 4
    group by v.cik, v.accession
    qualify row_number() over (partition by v.cik order by year_end desc, v.accession desc) <= 5
)

select
    cik,
    cast(year_offset as integer) as year_offset
from named
where year_offset between -1 and 1
group by cik, year_offset
qualify row_number() over (partition by cik order by count(*) desc, max(year_end) desc) = 1
