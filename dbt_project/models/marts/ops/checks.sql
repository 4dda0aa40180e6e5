-- Grain: expectation of a gate x run, those included that stopped a build. The subtle decision: dbt puts the earlier
-- runs here; this run's rows are added by the gate, which can only run when dbt is done.
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
from {{ source('landing', 'checks') }}
order by checked_at, suite, table_name, expectation, severity
