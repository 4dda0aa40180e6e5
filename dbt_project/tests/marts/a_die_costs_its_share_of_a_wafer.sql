-- A good die costs its share of the wafer, and there are as many good dies as dies times yield: to the rounding of what
-- is published. A package costs at least its dies, its packaging and its memory.
select
    'capacity.die_economics' as table_name,
    foundry,
    die_id as what,
    cost_per_good_die_mid_usd as cost_usd,
    wafer_price_mid_usd / nullif(good_dies_per_wafer_mid, 0) as expected_usd
from {{ ref('die_economics') }}
where
    abs(good_dies_per_wafer_low - dies_per_wafer_low * yield_low_share) > 0.01
    or abs(good_dies_per_wafer_mid - dies_per_wafer * yield_mid_share) > 0.01
    or abs(good_dies_per_wafer_high - dies_per_wafer * yield_high_share) > 0.01
    or abs(cost_per_good_die_low_usd * good_dies_per_wafer_high - wafer_price_low_usd)
    > 0.0001 * cost_per_good_die_low_usd + 0.01 * good_dies_per_wafer_high + 0.01
    or abs(cost_per_good_die_mid_usd * good_dies_per_wafer_mid - wafer_price_mid_usd)
    > 0.0001 * cost_per_good_die_mid_usd + 0.01 * good_dies_per_wafer_mid + 0.01
    or abs(cost_per_good_die_high_usd * good_dies_per_wafer_low - wafer_price_high_usd)
    > 0.0001 * cost_per_good_die_high_usd + 0.01 * good_dies_per_wafer_low + 0.01

union all

select
    'capacity.package_economics' as table_name,
    foundry,
    package_id as what,
    cost_per_package_mid_usd as cost_usd,
    packaging_mid_usd + memory_mid_usd as expected_usd
from {{ ref('package_economics') }}
where
    cost_per_package_low_usd < packaging_low_usd + memory_low_usd
    or cost_per_package_mid_usd < packaging_mid_usd + memory_mid_usd
    or cost_per_package_high_usd < packaging_high_usd + memory_high_usd
