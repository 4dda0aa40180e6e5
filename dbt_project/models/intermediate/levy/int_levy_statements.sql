-- Grain: statement on a levy, with the name of the company.
{{ config(materialized='view') }}
select
    s.statement_id,
    s.ticker,
    c.cik,
    c.company_name,
    s.regime_id,
    s.topic,
    s.low,
    s.point,
    s.high,
    s.unit,
    s.period_start,
    s.period_end,
    s.finding,
    s.doubt,
    s.known_on,
    s.how_seen,
    s.accession,
    s.source_id,
    s.confidence
from {{ ref('stg_reference__levy_statements') }} as s
inner join {{ ref('int_companies') }} as c on s.ticker = c.ticker
