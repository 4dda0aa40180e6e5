-- Grain: package of logic dies and memory, with the area of its die where that is known.
{{ config(materialized='view') }}
select
    p.package_id,
    p.package,
    p.vendor,
    p.die_id,
    p.dies_per_package,
    p.hbm_gb,
    p.hbm_stacks,
    p.note,
    p.source_id,
    p.confidence,
    d.area_mm2
from {{ ref('stg_reference__chip_packages') }} as p
left join {{ ref('stg_reference__chip_dies') }} as d on p.die_id = d.die_id
