-- Grain: curated file.
from {{ source('reference', 'reference_files') }}
