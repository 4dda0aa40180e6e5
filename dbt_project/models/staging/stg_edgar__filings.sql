-- One row per filing of a watched company that may carry periodic XBRL facts, or that facts at hand come from.
-- The subtle decision: `known_at` is EDGAR's acceptance; a filing without one counts as known at the end of its filing day.
with
listed as (
    select
        f.cik,
        f.accession,
        f.form,
        f.filed,
        f.report_date,
        f.accepted_at,
        f.primary_document,
        f.is_xbrl,
        f.is_inline_xbrl
    from {{ source('landing', 'filings') }} as f
),

deduplicated as (
    select *
    from listed
    qualify row_number() over (partition by cik, accession order by accepted_at desc nulls last, primary_document) = 1
)

select
    c.ticker,
    d.cik,
    d.accession,
    d.form,
    regexp_replace(d.form, '/A$', '') as base_form,
    ends_with(d.form, '/A') as is_amendment,
    regexp_matches(d.form, '^(10-K|20-F|40-F)') as is_annual_report,
    regexp_matches(d.form, '^(10-KT|10-K|10-QT|10-Q|20-F|40-F)(/A)?$') as is_periodic_report,
    coalesce(d.is_xbrl, false) or coalesce(d.is_inline_xbrl, false) as has_xbrl,
    d.filed,
    d.report_date,
    coalesce(
        timezone('UTC', d.accepted_at),
        cast(d.filed as timestamp) + interval '1 day' - interval '1 second'
    ) as known_at,
    d.primary_document
from deduplicated as d
inner join {{ source('landing', 'companies') }} as c on d.cik = c.cik
