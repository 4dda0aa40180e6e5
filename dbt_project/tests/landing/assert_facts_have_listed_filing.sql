-- A document's filing stands in the company's list of filings; else nobody knows when it was accepted.
select distinct
    f.cik,
    f.accession,
    f.document,
    'the list of filings does not have it' as reason
from {{ source('edgar', 'facts') }} as f
anti join {{ source('edgar', 'filings') }} as l on f.cik = l.cik and f.accession = l.accession
