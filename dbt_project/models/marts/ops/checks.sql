-- Grain: expectation x run, those included that stopped a build. Decision: dbt puts earlier runs
-- and this run's earlier suites here; the rows of its marts are added when the suite of marts has run.
select
    suite,
    expectation,
    table_name,
    column_name,
    severity,
    success,
    observed,
    expected,
    query,
    rows,
    run_id,
    checked_at
from {{ ref('int_checks') }}
order by checked_at, suite, table_name, expectation, severity
