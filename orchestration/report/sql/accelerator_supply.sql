select
    year, scenario_id, scenario_label, units_p5, units_p50, units_p95, units_logic_p50, units_memory_p50,
    units_packaging_p50, logic_binds_share, memory_binds_share, packaging_binds_share, most_often_binds,
    most_sensitive_input, draws, seed, source_id,
    (select started_at from ops.refresh where is_current) as started_at
from capacity.accelerator_supply
where scenario_id = 'base'
order by year
