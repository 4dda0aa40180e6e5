-- China has the rank among the places of a company's newest annual report that it has in the year before. It may change
-- truly; it also changes when two places are swapped, which nothing else shows. Reports that are published already
-- were looked at.
select
    c.ticker,
    k.accession,
    k.geography_basis,
    k.period_end,
    k.china_rank_before,
    k.china_rank,
    k.china_revenue_before_usd,
    k.china_revenue_usd
from {{ ref('int_china_ranks') }} as k
inner join {{ ref('int_companies') }} as c on k.cik = c.cik
anti join {{ ref('stg_runs__published_filings') }} as p on k.cik = p.cik and k.accession = p.accession
where k.china_rank != k.china_rank_before
