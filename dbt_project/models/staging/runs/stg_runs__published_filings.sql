-- Grain: filing behind the published marts.
select
    cik,
    accession
from {{ source('runs', 'published_filings') }}
