-- Each percentile of supply is at most that of each limit. Supply is the smallest of three limits in every draw.
select
    year,
    scenario_id,
    units_p5,
    units_p50,
    units_p95
from {{ ref('accelerator_supply') }}
where
    units_p5 > least(units_logic_p5, units_memory_p5, units_packaging_p5)
    or units_p50 > least(units_logic_p50, units_memory_p50, units_packaging_p50)
    or units_p95 > least(units_logic_p95, units_memory_p95, units_packaging_p95)
    or least(units_p5, units_logic_p5, units_memory_p5, units_packaging_p5) < 0
