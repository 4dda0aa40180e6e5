-- Grain: column of a published table.
select
    table_name,
    column_name,
    position,
    data_type,
    description,
    unit,
    explained_by
from {{ source('runs', 'columns') }}
