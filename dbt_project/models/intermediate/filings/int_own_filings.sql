-- One row per company and day a period ends: was the filing that reports on that period read, and in which way?
-- Company totals can be read from companyfacts; a geographical split needs the document (or a curated row).
with
read_in_full as (
    select distinct
        cik,
        accession
    from {{ ref('int_facts') }}
    -- totals that were read by hand say nothing of a split
    where source_kind != 'curated' or geography_member is not null
),

incomplete as (
    select distinct
        cik,
        accession
    from {{ ref('int_documents') }}
    where damage_code = 'set_incomplete'
),

read_as_totals as (
    select distinct
        cik,
        accession
    from {{ ref('int_companyfacts') }}

    union

    select distinct
        cik,
        accession
    from {{ ref('int_facts') }}
    where source_kind = 'curated'
)

select
    f.cik,
    f.report_date,
    min(f.known_at) as known_at,
    min(f.known_at) filter (where d.accession is not null) as known_in_full_at,
    min(f.known_at) filter (where d.accession is not null or t.accession is not null) as known_as_totals_at,
    bool_or(i.accession is not null) as is_incomplete
from {{ ref('int_filings') }} as f
left join read_in_full as d on f.cik = d.cik and f.accession = d.accession
left join incomplete as i on f.cik = i.cik and f.accession = i.accession
left join read_as_totals as t on f.cik = t.cik and f.accession = t.accession
where f.is_periodic_report and not f.is_amendment and f.report_date is not null
group by f.cik, f.report_date
