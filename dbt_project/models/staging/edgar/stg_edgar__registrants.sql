-- Grain: registrant.
select
    cik,
    entity_name,
    tickers,
    sic,
    fiscal_year_end
from {{ source('edgar', 'registrants') }}
