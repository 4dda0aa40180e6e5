-- Damage that leaves a document whole: reported, and nothing is quarantined.
select
    cik,
    accession,
    document,
    damage as reason
from {{ source('edgar', 'documents') }}
where damage_code not in ('unreadable', 'truncated')
