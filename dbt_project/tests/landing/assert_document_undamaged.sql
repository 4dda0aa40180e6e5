-- A document has no damage. Damage that leaves it complete is reported, and nothing is quarantined.
select
    cik,
    accession,
    document,
    damage as reason
from {{ source('edgar', 'documents') }}
where damage_code not in ('unreadable', 'truncated')
