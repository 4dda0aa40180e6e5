select
    year, scenario_id, scenario_label, units_p5, units_p50, units_p95, most_often_binds, logic_binds_share,
    memory_binds_share, packaging_binds_share, note, source_id,
    (select started_at from ops.refresh where is_current) as started_at
from capacity.accelerator_supply
where
    year = (select max(year) from capacity.accelerator_supply)
    and (scenario_kind = 'what_if' or scenario_id = 'base')
order by scenario_id != 'base', units_p50 desc, scenario_id
