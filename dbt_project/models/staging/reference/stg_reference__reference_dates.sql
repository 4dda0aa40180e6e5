-- Grain: curated file.
select
    name,
    cast(accessed as date) as accessed
from {{ source('reference', 'reference_dates') }}
