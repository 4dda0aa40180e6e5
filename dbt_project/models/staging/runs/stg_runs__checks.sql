-- Grain: expectation x run.
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
from {{ source('runs', 'checks') }}
