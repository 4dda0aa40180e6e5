-- Low, middle and high are ordered in every mart of the capacity branch, and so are leave-one-out and model ranges.
select
    'yield_evidence' as table_name,
    claim_id as what
from {{ ref('yield_evidence') }}
where
    yield_low_share > yield_mid_share or yield_mid_share > yield_high_share
    or d0_low_per_cm2 > d0_mid_per_cm2 or d0_mid_per_cm2 > d0_high_per_cm2
    or yield_on_100mm2_low_share > yield_on_100mm2_mid_share or yield_on_100mm2_mid_share > yield_on_100mm2_high_share
    or yield_on_666mm2_low_share > yield_on_666mm2_mid_share or yield_on_666mm2_mid_share > yield_on_666mm2_high_share
    or yield_on_814mm2_low_share > yield_on_814mm2_mid_share or yield_on_814mm2_mid_share > yield_on_814mm2_high_share

union all

select
    'yield_normalised' as table_name,
    claim_id as what
from {{ ref('yield_normalised') }}
where
    yield_low_share > yield_mid_share or yield_mid_share > yield_high_share
    or d0_low_per_cm2 > d0_mid_per_cm2 or d0_mid_per_cm2 > d0_high_per_cm2

union all

select
    'yield_consensus' as table_name,
    foundry || product as what
from {{ ref('yield_consensus') }}
where
    yield_low_share > yield_mid_share or yield_mid_share > yield_high_share
    or d0_low_per_cm2 > d0_mid_per_cm2 or d0_mid_per_cm2 > d0_high_per_cm2
    or leave_one_out_low_share > yield_mid_share or yield_mid_share > leave_one_out_high_share
    or yield_mid_lowest_model_share > yield_mid_share or yield_mid_share > yield_mid_highest_model_share
    or yield_low_share > leave_one_out_low_share or leave_one_out_low_share > yield_high_share
    or yield_low_share > leave_one_out_high_share or leave_one_out_high_share > yield_high_share

union all

select
    'die_economics' as table_name,
    foundry || die_id as what
from {{ ref('die_economics') }}
where
    yield_low_share > yield_mid_share or yield_mid_share > yield_high_share
    or good_dies_per_wafer_low > good_dies_per_wafer_mid or good_dies_per_wafer_mid > good_dies_per_wafer_high
    or wafer_price_low_usd > wafer_price_mid_usd or wafer_price_mid_usd > wafer_price_high_usd
    or cost_per_good_die_low_usd > cost_per_good_die_mid_usd or cost_per_good_die_mid_usd > cost_per_good_die_high_usd
    or cost_relative_to_tsmc_low > cost_relative_to_tsmc_mid or cost_relative_to_tsmc_mid > cost_relative_to_tsmc_high

union all

select
    'package_economics' as table_name,
    foundry || package_id as what
from {{ ref('package_economics') }}
where
    cost_per_package_low_usd > cost_per_package_mid_usd or cost_per_package_mid_usd > cost_per_package_high_usd
    or cost_relative_to_tsmc_low > cost_relative_to_tsmc_mid or cost_relative_to_tsmc_mid > cost_relative_to_tsmc_high
    or all_dies_good_low_share > all_dies_good_mid_share or all_dies_good_mid_share > all_dies_good_high_share
    or packaging_low_usd > packaging_mid_usd or packaging_mid_usd > packaging_high_usd
    or memory_low_usd > memory_mid_usd or memory_mid_usd > memory_high_usd

union all

select
    'yield_conflicts' as table_name,
    claim_id || other_claim_id as what
from {{ ref('yield_conflicts') }}
where interval_low > interval_high or other_interval_low > other_interval_high

union all

select
    'supply_inputs' as table_name,
    scenario_id || year || parameter as what
from {{ ref('supply_inputs') }}
where low > mode or mode > high or low > high

union all

select
    'substitution' as table_name,
    scenario_id || year as what
from {{ ref('substitution') }}
where
    imported_units_low > imported_units_point or imported_units_point > imported_units_high
    or imported_units_low > imported_units_high
    {%- for measure in ['compute', 'bandwidth', 'memory'] %}
        or imported_h20e_by_{{ measure }}_low > imported_h20e_by_{{ measure }}_point
        or imported_h20e_by_{{ measure }}_point > imported_h20e_by_{{ measure }}_high
        or imported_h20e_by_{{ measure }}_low > imported_h20e_by_{{ measure }}_high
    {%- endfor %}

union all

select
    'supply_checks' as table_name,
    scenario_id || claim_id as what
from {{ ref('supply_checks') }}
where
    claimed_low_units > claimed_point_units or claimed_point_units > claimed_high_units
    or claimed_low_units > claimed_high_units
