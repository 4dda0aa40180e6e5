select suite, expectation, table_name, column_name, severity, success, observed, expected, query, checked_at
from ops.checks
where run_id = (select run_id from ops.refresh where is_current) and not success
order by severity, suite, table_name, expectation
