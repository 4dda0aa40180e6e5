-- One row per watched company, with what EDGAR registers about it where a submissions file is available.
{{ config(materialized='view') }}
select
    c.ticker,
    c.cik,
    c.company_name,
    c.fiscal_year_offset,
    r.fiscal_year_end as registered_fiscal_year_end
from {{ ref('stg_reference__companies') }} as c
left join {{ ref('stg_edgar__registrants') }} as r on c.cik = r.cik
