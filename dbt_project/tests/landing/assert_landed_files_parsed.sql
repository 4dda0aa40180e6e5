-- Every landed file has a record of parsing, with the same bytes.
select
    l.cik,
    l.accession,
    l.document,
    'landed as ' || l.sha256 || ' and not read' as reason
from {{ source('checkpoint', 'landings') }} as l
anti join {{ source('edgar', 'documents') }} as d
    on
        l.cik = d.cik and l.accession is not distinct from d.accession and l.document = d.document
        and l.sha256 = d.sha256
where l.status = 'landed'
