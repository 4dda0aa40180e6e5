-- Grain: document or API answer that was read.
select
    cik,
    accession,
    document,
    source_kind,
    address,
    sha256,
    size_bytes,
    row_count,
    damage,
    extractor
from {{ source('edgar', 'documents') }}
