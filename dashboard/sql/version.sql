-- Which version is published, and how new what it read is.
select build_id, started_at, newest_filing_at, newest_filing
from ops.refresh
where is_current
