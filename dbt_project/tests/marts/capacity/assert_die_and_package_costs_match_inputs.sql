-- A good die costs its share of the wafer, good dies are dies times yield, and a package costs its dies, packaging and
-- memory over the share of good packages. Compared to the rounding of what is published.
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

-- what is published is rounded: a yield to six digits, so the less a yield, the wider
select
    'capacity.package_economics' as table_name,
    p.foundry,
    p.package_id as what,
    p.cost_per_package_mid_usd as cost_usd,
    null as expected_usd
from {{ ref('package_economics') }} as p
inner join {{ ref('die_economics') }} as d on p.die_id = d.die_id and p.foundry = d.foundry
inner join {{ ref('stg_reference__die_economics_assumptions') }} as a on a.parameter = 'assembly_yield'
left join {{ ref('package_economics') }} as t
    on p.package_id = t.package_id and p.is_known_good_die = t.is_known_good_die and t.foundry = 'TSMC'
where
    abs(p.cost_relative_to_tsmc_mid - p.cost_per_package_mid_usd / t.cost_per_package_mid_usd) > 0.001
    {%- for end, yield, assembly in [('low', 'high', 'high'), ('mid', 'mid', 'mode'), ('high', 'low', 'low')] %}
        or abs(
            p.cost_per_package_{{ end }}_usd * a.{{ assembly }}
            * if(p.is_known_good_die, 1, power(d.yield_{{ yield }}_share, p.dies_per_package))
            / (
                p.dies_per_package * d.cost_per_good_die_{{ end }}_usd
                * if(p.is_known_good_die, 1, d.yield_{{ yield }}_share)
                + p.packaging_{{ end }}_usd + p.memory_{{ end }}_usd
            ) - 1
        ) > 0.0005 + 0.000002 * p.dies_per_package / d.yield_{{ yield }}_share
    {%- endfor %}
