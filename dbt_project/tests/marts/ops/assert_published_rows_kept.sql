-- Marts that only grow have, for each company, at least the rows that are published now, unless a filing of the
-- company is quarantined or a transition report of it has arrived. Asked when code, curated tables and the place that
-- filings come from are those of the published build.
{{ rows_that_disappear(is_comparable=true) }}
