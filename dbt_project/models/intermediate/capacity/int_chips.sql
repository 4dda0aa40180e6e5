-- Grain: AI accelerator, with the dies and memory of its package where that is known.
{{ config(materialized='view') }}
select
    c.chip_id,
    c.chip,
    c.vendor,
    c.origin,
    c.total_processing_performance,
    c.memory_bandwidth_gb_per_s,
    c.price_low_usd,
    c.price_high_usd,
    c.note,
    c.source_id,
    c.confidence,
    p.dies_per_package,
    p.hbm_gb
from {{ ref('stg_reference__chips') }} as c
left join {{ ref('stg_reference__chip_packages') }} as p on c.chip_id = p.package_id
