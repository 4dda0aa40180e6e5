-- Grain: former number of a company.
select
    ticker,
    former_cik,
    until,
    note
from {{ source('reference', 'former_ciks') }}
