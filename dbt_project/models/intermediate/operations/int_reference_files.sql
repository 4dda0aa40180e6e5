-- Grain: curated file.
select
    name,
    sha256,
    row_count,
    producer,
    citation,
    url,
    accessed,
    licence,
    method
from {{ ref('stg_reference__reference_files') }}
