-- Grain: run that was published, this one included (`is_current`).
select
    build_id,
    run_id,
    is_current,
    cast(started_at as timestamp) as started_at,
    edgar,
    tributary_version,
    git_commit,
    input_fingerprint,
    cast(company_count as integer) as company_count,
    cast(document_count as integer) as document_count,
    cast(fact_count as bigint) as fact_count,
    cast(newest_filing_at as timestamp) as newest_filing_at,
    newest_filing,
    withdrawn_at
from {{ ref('int_runs') }}
order by build_id
