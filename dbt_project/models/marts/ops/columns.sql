-- Grain: column of a published table. The data dictionary, and how `tributary explain` takes a number apart.
select
    table_name,
    column_name,
    cast(position as integer) as position,
    data_type,
    description,
    unit,
    explained_by
from {{ ref('int_columns') }}
order by table_name, position
