-- The stored scenarios of supply, in the order of their list.
select distinct scenario_id, scenario_label, note
from capacity.accelerator_supply
order by scenario_id != 'base', scenario_label
