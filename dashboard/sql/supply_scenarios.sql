-- The stored scenarios of supply: by which sources count, then what-ifs.
select distinct scenario_id, scenario_kind, scenario_label, note
from capacity.accelerator_supply
order by scenario_kind, scenario_id != 'base', scenario_label
