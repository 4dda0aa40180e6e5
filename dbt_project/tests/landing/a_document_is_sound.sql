-- Damage that leaves a document whole: told, and nothing is set aside.
select
    cik,
    accession,
    document,
    damage as reason
from {{ source('edgar', 'documents') }}
where source_kind != 'unreadable' and damage is not null and not {{ is_cut_off('damage') }}
