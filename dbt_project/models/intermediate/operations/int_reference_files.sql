-- Grain: curated file.
from {{ ref('stg_reference__reference_files') }}
