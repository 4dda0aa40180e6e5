-- One row per die and foundry that could make it on the die's generation of process: geometry and prices as ranges.
-- Decision: the price of a wafer at a foundry is TSMC's for the generation times that foundry's ratio to it, so
-- only foundries with a ratio are here. Least dies per wafer: widest edge and scribe lane assumed; most: neither.
with
geometry as (
    select
        max(low) filter (where parameter = 'wafer_diameter') as diameter_mm,
        max(high) filter (where parameter = 'edge_exclusion') as edge_mm,
        max(high) filter (where parameter = 'scribe_lane') as scribe_mm
    from {{ ref('stg_reference__die_economics_assumptions') }}
),

prices as (
    select
        r.foundry,
        r.node_class,
        cast(r.low as double) as price_ratio_low,
        cast(r.mode as double) as price_ratio_mid,
        cast(r.high as double) as price_ratio_high,
        cast(p.low as double) as tsmc_price_low,
        cast(p.mode as double) as tsmc_price_mid,
        cast(p.high as double) as tsmc_price_high
    from {{ ref('stg_reference__die_economics_assumptions') }} as r
    inner join {{ ref('stg_reference__die_economics_assumptions') }} as p
        on p.parameter = 'wafer_price' and p.foundry = 'TSMC' and r.node_class = p.node_class
    where r.parameter = 'wafer_price_ratio'
)

select
    d.die_id,
    d.die,
    d.foundry as made_by,
    d.node,
    d.area_mm2,
    d.analyst_dies_per_wafer,
    d.source_id,
    d.confidence,
    p.*,
    {{ area_ratio('d.area_mm2', 'g.diameter_mm') }} as area_ratio,
    {{ dies_per_wafer('d.area_mm2', 'g.diameter_mm', 'g.edge_mm', 'g.scribe_mm') }} as dies_per_wafer_low,
    {{ dies_per_wafer('d.area_mm2', 'g.diameter_mm') }} as dies_per_wafer
from {{ ref('stg_reference__chip_dies') }} as d
inner join prices as p on d.node_class = p.node_class
cross join geometry as g
