-- Grain: scenario of the simulation.
select
    scenario_id,
    position,
    label,
    note,
    source_id
from {{ source('reference', 'supply_scenarios') }}
