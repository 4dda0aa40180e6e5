-- Grain: build, this one and those published before it.
select
    build_id,
    run_id,
    started_at,
    edgar,
    tributary_version,
    git_commit,
    input_fingerprint,
    company_count,
    document_count,
    fact_count,
    newest_filing_at,
    newest_filing,
    withdrawn_at
from {{ ref('stg_runs__runs') }}
