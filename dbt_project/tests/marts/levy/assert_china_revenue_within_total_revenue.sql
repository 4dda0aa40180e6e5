-- What a company books in China is part of what it books. A split that does not add up is marked, and not held to it; a
-- row whose total was restated alone must say so.
select
    ticker,
    fiscal_year,
    fiscal_quarter,
    geography_basis,
    version,
    china_revenue_usd,
    total_revenue_usd
from {{ ref('china_revenue') }}
where
    china_revenue_usd > total_revenue_usd + china_revenue_tolerance_usd
    and split_status is distinct from 'unreconciled'
    and coalesce(caveat, '') not like '%so no share of total revenue'
