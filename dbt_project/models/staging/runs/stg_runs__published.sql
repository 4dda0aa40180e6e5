-- Grain: published table x company.
select
    table_name,
    ticker,
    row_count,
    is_comparable
from {{ source('runs', 'published') }}
