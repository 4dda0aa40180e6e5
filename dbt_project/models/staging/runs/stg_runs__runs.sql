-- Grain: build.
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
from {{ source('runs', 'runs') }}
