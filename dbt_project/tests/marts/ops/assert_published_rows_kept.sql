-- Marts that only grow have at least as many rows for each company as are published, unless a filing of the company is
-- quarantined or withdrawn or a transition report of it has arrived. Tested when code, curated tables and the origin of
-- filings are those of the published build.
{{ rows_that_disappear(is_comparable=true) }}
