-- A watched company of which nothing lies here is told: EDGAR may not know its number.
select
    v.cik,
    'no list of filings and no companyfacts' as reason
from {{ source('landing', 'visits') }} as v
anti join {{ source('landing', 'filings') }} as f on v.cik = f.cik
anti join {{ source('landing', 'companyfacts') }} as c on v.cik = c.cik
