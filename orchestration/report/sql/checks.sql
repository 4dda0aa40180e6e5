with
current_run as (
    select *
    from ops.checks
    where run_id = (select run_id from ops.refresh where is_current)
)

select
    suite,
    table_name,
    count(*) as expectations,
    count(*) filter (where success) as met,
    count(*) filter (where not success and severity = 'warn') as warnings,
    count(*) filter (where not success and severity = 'error') as errors,
    max(checked_at) as checked_at
from current_run
group by suite, table_name
order by errors desc, warnings desc, suite, table_name
