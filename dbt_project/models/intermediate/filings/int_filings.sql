-- One row per filing of a watched company that its submissions list, or that facts available come from.
-- Decision: `known_at` is EDGAR's acceptance; a filing without one counts as known at the end of its filing
-- day. A filing that no submissions file lists reports on the day that its cover page names, else on the day that most
-- of its durations end with. 
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
    from {{ ref('stg_edgar__filings') }} as f
),

deduplicated as (
    select *
    from listed
    qualify
        row_number() over (partition by cik, accession order by accepted_at desc nulls last, primary_document asc) = 1
),

carried as (
    select * from {{ ref('stg_edgar__facts') }}
    union all by name
    select * from {{ ref('stg_edgar__companyfacts') }}
    union all by name
    select * from {{ ref('stg_reference__curated_facts') }}
),

not_listed as (
    select c.*
    from carried as c
    anti join listed as f on c.cik = f.cik and c.accession = f.accession
    where c.accession is not null
),

usual_end as (
    select
        cik,
        accession,
        period_end
    from not_listed
    where period_type = 'duration' and (period_end <= filed or filed is null)
    group by cik, accession, period_end
    qualify row_number() over (partition by cik, accession order by count(*) desc, period_end desc) = 1
),

from_facts as (
    select
        n.cik,
        n.accession,
        max(n.form) as form,
        max(n.filed) as filed,
        coalesce(
            max(try_cast(n.value_text as date)) filter (where n.concept = 'dei:DocumentPeriodEndDate'),
            max(u.period_end)
        ) as report_date,
        max(n.accepted_at) as accepted_at,
        bool_or(n.source_kind != 'curated') as is_xbrl
    from not_listed as n
    left join usual_end as u on n.cik = u.cik and n.accession = u.accession
    group by n.cik, n.accession
),

filings as (
    select * from deduplicated
    union all by name
    select * from from_facts
)

select
    c.ticker,
    d.cik,
    d.accession,
    d.form,
    regexp_replace(d.form, '/A$', '') as base_form,
    coalesce(ends_with(d.form, '/A'), false) as is_amendment,
    coalesce(regexp_matches(d.form, '^(10-K|20-F|40-F)'), false) as is_annual_report,
    coalesce(regexp_matches(d.form, '^(10-KT|10-K|10-QT|10-Q|20-F|40-F)(/A)?$'), false) as is_periodic_report,
    coalesce(d.is_xbrl, false) or coalesce(d.is_inline_xbrl, false) as has_xbrl,
    d.filed,
    d.report_date,
    coalesce(
        timezone('UTC', d.accepted_at),
        cast(d.filed as timestamp) + interval '1 day' - interval '1 second'
    ) as known_at,
    d.primary_document
from filings as d
inner join {{ ref('stg_reference__companies') }} as c on d.cik = c.cik
