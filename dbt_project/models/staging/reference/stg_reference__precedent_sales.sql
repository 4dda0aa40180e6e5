-- Grain: hypothetical regime x company x period.
select
    regime_id,
    ticker,
    company,
    fiscal_year,
    period,
    period_end,
    china_sales,
    total_sales,
    china_share,
    currency,
    basis,
    note,
    source_id,
    confidence
from {{ source('reference', 'precedent_sales') }}
