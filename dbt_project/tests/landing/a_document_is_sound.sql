-- Damage that leaves a document whole: told, and nothing is set aside.
select
    cik,
    accession,
    document,
    damage as reason
from {{ source('edgar', 'documents') }}
where damage_code not in ('unreadable', 'truncated')
