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
from {{ source('reference', 'reference_files') }}
