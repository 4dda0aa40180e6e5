-- ops.columns lists every column of every mart, with its position and type.
with
listed as (
    select
        table_name,
        column_name,
        position,
        lower(data_type) as data_type
    from {{ ref('columns') }}
),

mart_schemas as (
    select distinct split_part(table_name, '.', 1) as table_schema
    from listed
),

built as (
    select
        k.table_schema || '.' || k.table_name as table_name,
        k.column_name,
        k.ordinal_position as position,
        lower(k.data_type) as data_type
    from information_schema.columns as k
    semi join mart_schemas as m on k.table_schema = m.table_schema
    where k.table_catalog = current_database()
)

select
    coalesce(b.table_name, l.table_name) as table_name,
    coalesce(b.column_name, l.column_name) as column_name,
    b.position,
    l.position as listed_position,
    b.data_type,
    l.data_type as listed_data_type
from built as b
full join listed as l on b.table_name = l.table_name and b.column_name = l.column_name
where b.position is distinct from l.position or b.data_type is distinct from l.data_type
