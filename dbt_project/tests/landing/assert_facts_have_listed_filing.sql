-- A document's filing is in the company's list of filings; otherwise its acceptance time is unknown.
select distinct
    f.cik,
    f.accession,
    f.document,
    'the list of filings does not have it' as reason
from {{ source('edgar', 'facts') }} as f
anti join {{ source('edgar', 'filings') }} as l on f.cik = l.cik and f.accession = l.accession
