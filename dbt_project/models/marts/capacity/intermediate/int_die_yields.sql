-- One row per die and foundry: the yield that today's consensus on the foundry's process means for the die.
-- Decision: the process is known by the defect density pooled over every die of known area (scope `node` of
-- capacity.yield_consensus); the die's own area turns it into a yield under the default model.
{%- set model = "'" ~ default_yield_model() ~ "'" %}
with
densities as (
    select
        foundry,
        node_class,
        as_of,
        source_count,
        cast(d0_low_per_cm2 as double) as d0_low_per_cm2,
        cast(d0_mid_per_cm2 as double) as d0_mid_per_cm2,
        cast(d0_high_per_cm2 as double) as d0_high_per_cm2
    from {{ ref('yield_consensus') }}
    where scope = 'node' and is_current
)

select
    p.die_id,
    p.die,
    p.made_by,
    p.node,
    p.area_mm2,
    p.analyst_dies_per_wafer,
    p.source_id,
    p.confidence,
    p.foundry,
    p.node_class,
    p.price_ratio_low,
    p.price_ratio_mid,
    p.price_ratio_high,
    p.tsmc_price_low,
    p.tsmc_price_mid,
    p.tsmc_price_high,
    p.area_ratio,
    p.dies_per_wafer_low,
    p.dies_per_wafer,
    y.as_of,
    y.source_count,
    y.d0_low_per_cm2,
    y.d0_mid_per_cm2,
    y.d0_high_per_cm2,
    case
        when y.d0_mid_per_cm2 is null then null
        -- a density without an upper end, or a yield of less than one in a million: none is too low
        when coalesce({{ yield_by_model(model, 'y.d0_high_per_cm2', 'p.area_mm2') }}, 0) < 1e-6 then 0
        else {{ yield_by_model(model, 'y.d0_high_per_cm2', 'p.area_mm2') }}
    end as yield_low,
    {{ yield_by_model(model, 'y.d0_mid_per_cm2', 'p.area_mm2') }} as yield_mid,
    {{ yield_by_model(model, 'y.d0_low_per_cm2', 'p.area_mm2') }} as yield_high
from {{ ref('int_die_prices') }} as p
left join densities as y on p.foundry = y.foundry and p.node_class = y.node_class
