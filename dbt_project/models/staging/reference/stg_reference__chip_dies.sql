-- Grain: logic die.
select
    die_id,
    die,
    foundry,
    node,
    node_class,
    area_mm2,
    width_mm,
    height_mm,
    analyst_dies_per_wafer,
    note,
    source_id,
    confidence
from {{ source('reference', 'chip_dies') }}
