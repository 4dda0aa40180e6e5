-- Grain: filing x source. Every fact counts as used: this project does not follow facts into its marts.
with facts as (
    select
        cik,
        accession,
        source_kind
    from {{ ref('stg_edgar__facts') }}
    union all
    select
        cik,
        accession,
        source_kind
    from {{ ref('stg_edgar__companyfacts') }}
)

select
    c.ticker,
    c.cik,
    f.accession,
    any_value(l.form) as form,
    any_value(l.filed) as filed,
    any_value(l.report_date) as report_date,
    any_value(timezone('UTC', l.accepted_at)) as known_at,
    f.source_kind,
    'used' as coverage_class,
    count(*) as fact_count,
    cast(null as varchar) as damage
from facts as f
inner join {{ ref('int_companies') }} as c on f.cik = c.cik
left join {{ ref('stg_edgar__filings') }} as l on f.cik = l.cik and f.accession = l.accession
group by c.ticker, c.cik, f.accession, f.source_kind
order by c.ticker, f.accession, f.source_kind
