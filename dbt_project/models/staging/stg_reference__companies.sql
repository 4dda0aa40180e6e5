-- One row per watched company, with what EDGAR registers about it where a submissions file is at hand.
select
    c.ticker,
    c.cik,
    c.name as company_name,
    coalesce(c.fiscal_year_offset, 0) as fiscal_year_offset,
    r.fiscal_year_end as registered_fiscal_year_end
from {{ source('landing', 'companies') }} as c
left join {{ source('landing', 'registrants') }} as r on c.cik = r.cik
