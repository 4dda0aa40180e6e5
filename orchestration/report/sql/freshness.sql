select
    build_id, run_id, is_current, started_at, edgar, tributary_version, git_commit, input_fingerprint, company_count,
    document_count, fact_count, newest_filing_at, newest_filing
from ops.refresh
order by build_id desc
limit 8
