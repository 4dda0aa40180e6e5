-- Grain: curated file, with the day alone on which it was last compared with its sources.
select
    name,
    accessed
from {{ ref('stg_reference__reference_dates') }}
