-- Grain: foundry x generation of process x die. Dies and good dies per wafer and what a good one costs, in US dollars
-- and relative to TSMC for the same die on the same generation. Decisions: dies per wafer come by de Vries
-- without edge or scribe lane, as analysts quote it; the low count takes both off. On one die, dies per wafer cancel
-- out of the relative cost, which is the ratio of wafer prices times the inverse ratio of yields; its range pairs each
-- side's best with the other's worst. A die that a foundry does not make is worked out all the same and says so; one so
-- large that the formula gives less than one a wafer costs what cannot be said.
with
yields as (
    select
        d.*,
        t.yield_low as tsmc_yield_low,
        t.yield_mid as tsmc_yield_mid,
        t.yield_high as tsmc_yield_high,
        {{ dies_with_a_cost('d.dies_per_wafer') }} as dies,
        {{ dies_with_a_cost('d.dies_per_wafer_low') }} as dies_low,
        {{ no_die_cost('d.dies_per_wafer', 'd.yield_mid') }} as no_cost
    from {{ ref('int_die_yields') }} as d
    left join {{ ref('int_die_yields') }} as t on d.die_id = t.die_id and t.foundry = 'TSMC'
),

relative as (
    select
        *,
        -- the relative cost of a foundry to itself is not a range
        foundry = 'TSMC' as is_itself,
        if(is_itself, 1, price_ratio_low * tsmc_yield_low / yield_high) as relative_low,
        if(is_itself, 1, price_ratio_mid * tsmc_yield_mid / yield_mid) as relative_mid,
        if(is_itself, 1, price_ratio_high * tsmc_yield_high / nullif(yield_low, 0)) as relative_high
    from yields
)

select
    foundry,
    node_class,
    die_id,
    die,
    foundry = made_by as is_made_there,
    cast(area_mm2 as decimal(9, 2)) as die_area_mm2,
    cast(area_ratio as decimal(12, 4)) as area_ratio,
    cast(dies_per_wafer_low as decimal(12, 4)) as dies_per_wafer_low,
    cast(dies_per_wafer as decimal(12, 4)) as dies_per_wafer,
    cast(analyst_dies_per_wafer as integer) as analyst_dies_per_wafer,
    cast(analyst_dies_per_wafer - dies_per_wafer as decimal(12, 4)) as analyst_difference,
    as_of,
    cast(coalesce(source_count, 0) as integer) as yield_source_count,
    cast(yield_low as decimal(9, 6)) as yield_low_share,
    cast(yield_mid as decimal(9, 6)) as yield_mid_share,
    cast(yield_high as decimal(9, 6)) as yield_high_share,
    cast(dies_per_wafer_low * yield_low as decimal(12, 4)) as good_dies_per_wafer_low,
    cast(dies_per_wafer * yield_mid as decimal(12, 4)) as good_dies_per_wafer_mid,
    cast(dies_per_wafer * yield_high as decimal(12, 4)) as good_dies_per_wafer_high,
    cast(price_ratio_low as decimal(9, 4)) as wafer_price_ratio_low,
    cast(price_ratio_mid as decimal(9, 4)) as wafer_price_ratio_mid,
    cast(price_ratio_high as decimal(9, 4)) as wafer_price_ratio_high,
    {{ usd('tsmc_price_low * price_ratio_low') }} as wafer_price_low_usd,
    {{ usd('tsmc_price_mid * price_ratio_mid') }} as wafer_price_mid_usd,
    {{ usd('tsmc_price_high * price_ratio_high') }} as wafer_price_high_usd,
    {{ usd('tsmc_price_low * price_ratio_low / (dies * yield_high)') }} as cost_per_good_die_low_usd,
    {{ usd('tsmc_price_mid * price_ratio_mid / (dies * yield_mid)') }} as cost_per_good_die_mid_usd,
    {{ usd('tsmc_price_high * price_ratio_high / (dies_low * nullif(yield_low, 0))') }} as cost_per_good_die_high_usd,
    if(no_cost is null, cast(relative_low as decimal(12, 4)), null) as cost_relative_to_tsmc_low,
    if(no_cost is null, cast(relative_mid as decimal(12, 4)), null) as cost_relative_to_tsmc_mid,
    if(no_cost is null, try_cast(relative_high as decimal(12, 4)), null) as cost_relative_to_tsmc_high,
    case
        when no_cost is not null then no_cost
        when tsmc_yield_mid is null then 'no_tsmc_defect_density'
    end as null_reason_code,
    {{ no_die_cost_reason('null_reason_code') }} as null_reason,
    case
        when no_cost is not null then no_cost
        when dies_low is null then 'die_too_large_with_margins'
        when yield_low = 0 then 'lowest_yield_is_zero'
    end as high_null_reason_code,
    case high_null_reason_code
        when 'die_too_large_with_margins' then 'with edge and scribe lane less than one die fits on a wafer'
        when 'lowest_yield_is_zero' then 'no yield is too low'
        else {{ no_die_cost_reason('high_null_reason_code') }}
    end as high_null_reason,
    source_id,
    confidence
from relative
order by node_class, die_id, foundry
