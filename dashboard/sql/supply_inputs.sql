-- What each input is taken to be in a scenario, by year.
select parameter, label, unit, limits, year, low, mode, high, is_assumption, null_reason, note
from capacity.supply_inputs
where scenario_id = $scenario
order by parameter, year
