-- Grain: curated file, with the day alone on which it was last compared with its sources.
from {{ ref('stg_reference__reference_dates') }}
