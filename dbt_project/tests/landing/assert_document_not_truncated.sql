-- A document that breaks off may lack any number: nothing of it is used. Lesser damage is told and does no harm.
select
    cik,
    accession,
    document,
    'it is not whole: ' || damage as reason
from {{ source('edgar', 'documents') }}
where source_kind in ('inline_xbrl', 'xbrl_instance') and damage_code = 'truncated'
