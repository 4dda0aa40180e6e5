-- A document is readable. One that is not is quarantined with its damage; the other filings are used.
select
    cik,
    accession,
    document,
    damage as reason
from {{ source('edgar', 'documents') }}
where source_kind = 'unreadable'
