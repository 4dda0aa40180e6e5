-- One row per year: what is asked, and the stored scenario beside it.
select
    w.*,
    s.scenario_label as stored_scenario_label,
    s.units_p5 as stored_units_p5,
    s.units_p50 as stored_units_p50,
    s.units_p95 as stored_units_p95,
    s.logic_binds_share as stored_logic_binds_share,
    s.memory_binds_share as stored_memory_binds_share,
    s.packaging_binds_share as stored_packaging_binds_share,
    s.most_often_binds as stored_most_often_binds,
    s.confidence as stored_confidence,
    $asked as asked,
    (select build_id from ops.refresh where is_current) as build_id
from capacity.supply_what_if($scenario, $changes, $from_year) as w
inner join capacity.accelerator_supply as s on w.from_scenario_id = s.scenario_id and w.year = s.year
order by w.year
