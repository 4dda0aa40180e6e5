-- A document is complete. One that is truncated may lack any number, so none of it is used; lesser damage is reported
-- only.
select
    cik,
    accession,
    document,
    'it is not whole: ' || damage as reason
from {{ source('edgar', 'documents') }}
where source_kind in ('inline_xbrl', 'xbrl_instance') and damage_code = 'truncated'
