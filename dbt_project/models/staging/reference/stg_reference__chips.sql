-- Grain: AI accelerator.
select
    chip_id,
    chip,
    vendor,
    origin,
    total_processing_performance,
    memory_bandwidth_gb_per_s,
    price_low_usd,
    price_high_usd,
    note,
    source_id,
    confidence
from {{ source('reference', 'chips') }}
