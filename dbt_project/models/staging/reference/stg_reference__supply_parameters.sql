-- Grain: input of the simulation.
from {{ source('reference', 'supply_parameters') }}
