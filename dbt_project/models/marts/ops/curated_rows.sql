-- Grain: row of a curated table, as text. What two builds were told by hand can be compared row by row.
select
    table_name,
    row_key,
    cites,
    content
from {{ ref('int_curated_rows') }}
order by table_name, row_key, content
