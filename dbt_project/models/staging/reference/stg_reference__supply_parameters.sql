-- Grain: input of the simulation.
select
    parameter,
    limits,
    label,
    unit,
    correlation_group,
    correlation_weight,
    note
from {{ source('reference', 'supply_parameters') }}
