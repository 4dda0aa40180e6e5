-- A watched company of which nothing lies here is told: EDGAR may not know its number.
select
    v.cik,
    'no list of filings and no companyfacts' as reason
from {{ source('checkpoint', 'visits') }} as v
anti join {{ source('edgar', 'filings') }} as f on v.cik = f.cik
anti join {{ source('edgar', 'companyfacts') }} as c on v.cik = c.cik
