-- One row per watched company, fiscal year and geography basis: bounds of China's share of revenue as others quote it.
select
    c.cik,
    s.fiscal_year,
    s.geography_basis,
    s.scope as china_scope,
    s.share_low,
    s.share_high,
    s.source_id,
    s.note
from {{ ref('stg_reference__china_share_sightings') }} as s
inner join {{ ref('int_companies') }} as c on s.ticker = c.ticker
