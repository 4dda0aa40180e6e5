-- Marts that only grow have at least as many rows for each company as are published, unless a filing of the company is
-- quarantined or withdrawn, a transition report of it has arrived, or a person accepted it.
{{ rows_that_disappear() }}
