-- China revenue is at most total revenue. Splits marked as unreconciled are exempt, and so are rows whose caveat says
-- that one of the two was restated alone.
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
