-- Marts that only grow have at least as many rows for each company as are published, after code, curated tables or the
-- origin of filings have changed. Missing rows may be intended, and are reported.
{{ rows_that_disappear(is_comparable=false) }}
