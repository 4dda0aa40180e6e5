-- Grain: scenario of the simulation.
from {{ source('reference', 'supply_scenarios') }}
