-- EDGAR lists the tickers of a registrant with commas between; of one that is no longer traded it has none.
select
    c.ticker,
    c.cik,
    r.entity_name,
    r.tickers as listed_tickers
from {{ ref('stg_reference__companies') }} as c
inner join {{ ref('stg_edgar__registrants') }} as r on c.cik = r.cik
where coalesce(r.tickers, '') != '' and not list_contains(regexp_split_to_array(r.tickers, '[,; ]+'), c.ticker)
