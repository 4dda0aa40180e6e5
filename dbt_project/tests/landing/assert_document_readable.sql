-- A document that cannot be read at all is quarantined with its fault; the other filings go on.
select
    cik,
    accession,
    document,
    damage as reason
from {{ source('edgar', 'documents') }}
where source_kind = 'unreadable'
