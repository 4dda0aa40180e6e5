-- A watched company has a list of filings or companyfacts. One without is reported: its CIK may be wrong.
select
    v.cik,
    'no list of filings and no companyfacts' as reason
from {{ source('checkpoint', 'visits') }} as v
anti join {{ source('edgar', 'filings') }} as f on v.cik = f.cik
anti join {{ source('edgar', 'companyfacts') }} as c on v.cik = c.cik
