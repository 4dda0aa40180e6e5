-- Grain: scenario x year x input.
select
    scenario_id,
    year,
    parameter,
    distribution,
    basis,
    low,
    mode,
    high,
    note,
    source_id,
    confidence
from {{ source('reference', 'supply_assumptions') }}
