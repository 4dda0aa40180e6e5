-- The same after code, curated tables or the place that filings come from have changed: told, for it may be meant.
{{ rows_that_disappear(is_comparable=false) }}
