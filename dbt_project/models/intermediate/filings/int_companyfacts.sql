-- One row per entry of companyfacts: never dimensioned, always numeric; the filing's acceptance joined by accession.
{{ config(materialized='view') }}
select
    c.cik,
    c.accession,
    c.source_kind,
    c.document,
    c.fact_no,
    c.concept,
    c.is_nil,
    c.value,
    c.unit,
    c.period_type,
    c.period_start,
    c.period_end,
    c.form,
    c.filed,
    coalesce(
        timezone('UTC', c.accepted_at),
        f.known_at,
        cast(c.filed as timestamp) + interval '1 day' - interval '1 second'
    ) as known_at,
    f.report_date,
    coalesce(f.is_annual_report, regexp_matches(c.form, '^(10-K|20-F|40-F)'), false) as is_annual_report
from {{ ref('stg_edgar__companyfacts') }} as c
left join {{ ref('int_filings') }} as f on c.cik = f.cik and c.accession = f.accession
