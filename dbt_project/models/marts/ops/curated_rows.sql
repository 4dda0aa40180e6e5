-- Grain: row of a curated table, as text, so that the curated inputs of two builds can be compared.
select
    table_name,
    row_key,
    cites,
    content
from {{ ref('int_curated_rows') }}
order by table_name, row_key, content
