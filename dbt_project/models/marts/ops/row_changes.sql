-- Grain: published table whose rows or columns changed x build. Decision: as in ops.changes, dbt puts what changed in
-- earlier builds here, and what changes in this one is added when the marts are built.
select
    build_id,
    from_build_id,
    table_name,
    rows_before,
    rows_now,
    rows_added,
    rows_removed,
    rows_changed,
    changed_columns,
    columns_added,
    columns_removed
from {{ ref('int_row_changes') }}
order by build_id, table_name
