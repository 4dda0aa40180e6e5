-- Grain: watched company.
select
    ticker,
    cik,
    name as company_name,
    fiscal_year_offset
from {{ source('reference', 'companies') }}
