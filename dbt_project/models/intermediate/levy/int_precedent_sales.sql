-- Grain: hypothetical regime x company x period. China sales as reported, else the reported share of total sales.
{{ config(materialized='view') }}
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
    confidence,
    coalesce(china_sales, china_share * total_sales) as base
from {{ ref('stg_reference__precedent_sales') }}
