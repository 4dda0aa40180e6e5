-- Grain: company x product x fiscal quarter x destination x licensed or not. Curated revenue of products that regimes
-- name, with the names of company and product.
{{ config(materialized='view') }}
select
    c.cik,
    c.company_name,
    h.chip,
    l.ticker,
    l.chip_id,
    l.fiscal_year,
    l.fiscal_quarter,
    l.period_start,
    l.period_end,
    l.destination,
    l.is_licensed = 'yes' as is_licensed,
    l.licences_granted_by,
    l.low_usd,
    l.point_usd,
    l.high_usd,
    l.evidence_kind,
    l.known_on,
    l.evidence,
    l.source_id,
    l.confidence
from {{ ref('stg_reference__licensed_revenue') }} as l
inner join {{ ref('int_companies') }} as c on l.ticker = c.ticker
inner join {{ ref('stg_reference__chips') }} as h on l.chip_id = h.chip_id
