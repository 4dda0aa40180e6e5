-- Grain: build, this one and those published before it. Python records a run before dbt begins; what this build was
-- given (companies, documents, facts and the newest filing that was read) is counted here.
with
read_filings as (
    select
        cik,
        accession
    from {{ ref('stg_edgar__facts') }}
    union
    select
        cik,
        accession
    from {{ ref('stg_edgar__companyfacts') }}
    union
    select
        cik,
        accession
    from {{ ref('stg_reference__curated_facts') }}
),

newest as (
    select
        c.ticker || ' ' || f.form || ' ' || f.accession as newest_filing,
        timezone('UTC', f.accepted_at) as newest_filing_at
    from {{ ref('stg_edgar__filings') }} as f
    inner join {{ ref('stg_reference__companies') }} as c on f.cik = c.cik
    semi join read_filings as r on f.cik = r.cik and f.accession = r.accession
    where f.accepted_at is not null
    order by f.accepted_at desc, f.accession desc
    limit 1
),

inputs as (
    select
        (select count(*) from {{ ref('stg_reference__companies') }}) as company_count,
        (select count(accession) from {{ ref('stg_edgar__documents') }}) as document_count,
        (select count(*) from {{ ref('stg_edgar__facts') }})
        + (select count(*) from {{ ref('stg_edgar__companyfacts') }})
        + (select count(*) from {{ ref('stg_reference__curated_facts') }}) as fact_count,
        (select newest_filing_at from newest) as newest_filing_at,
        (select newest_filing from newest) as newest_filing
),

runs as (
    select
        *,
        build_id = max(build_id) over () as is_current,
        company_count is null as is_to_be_counted
    from {{ ref('stg_runs__runs') }}
)

select
    r.build_id,
    r.run_id,
    r.is_current,
    r.started_at,
    r.edgar,
    r.tributary_version,
    r.git_commit,
    r.input_fingerprint,
    if(r.is_to_be_counted, i.company_count, r.company_count) as company_count,
    if(r.is_to_be_counted, i.document_count, r.document_count) as document_count,
    if(r.is_to_be_counted, i.fact_count, r.fact_count) as fact_count,
    if(r.is_to_be_counted, i.newest_filing_at, r.newest_filing_at) as newest_filing_at,
    if(r.is_to_be_counted, i.newest_filing, r.newest_filing) as newest_filing,
    timezone('UTC', cast(r.withdrawn_at as timestamptz)) as withdrawn_at
from runs as r
cross join inputs as i
