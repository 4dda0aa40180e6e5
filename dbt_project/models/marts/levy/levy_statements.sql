-- Grain: statement. What filings and others state about the levies on a company: what officials expect, whether a
-- regulation requires it, what is accrued, paid or passed on, and what access to the market cost beside them.
select
    s.statement_id,
    s.ticker,
    s.cik,
    s.company_name,
    s.regime_id,
    s.topic,
    cast(s.low as decimal(20, 4)) as low,
    cast(s.point as decimal(20, 4)) as point,
    cast(s.high as decimal(20, 4)) as high,
    s.unit,
    s.period_start,
    s.period_end,
    s.finding,
    s.doubt,
    s.known_on,
    s.how_seen,
    s.accession,
    s.source_id,
    k.url as source_url,
    s.confidence
from {{ ref('int_levy_statements') }} as s
left join {{ ref('int_citations') }} as k on s.source_id = k.source_id
order by s.ticker, s.regime_id, s.topic, s.known_on, s.statement_id
