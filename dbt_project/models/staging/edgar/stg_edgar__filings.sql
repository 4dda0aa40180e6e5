-- Grain: filing in a submissions list.
select
    cik,
    accession,
    form,
    filed,
    report_date,
    accepted_at,
    primary_document,
    is_xbrl,
    is_inline_xbrl,
    size_bytes
from {{ source('edgar', 'filings') }}
