-- Grain: former number of a watched company, with the number under which EDGAR has the company now.
select
    f.former_cik,
    c.cik
from {{ ref('stg_reference__former_ciks') }} as f
inner join {{ ref('stg_reference__companies') }} as c on f.ticker = c.ticker
