-- The probabilities that logic, memory and packaging bind add up to 1 in every year and scenario.
select
    year,
    scenario_id,
    logic_binds_share,
    memory_binds_share,
    packaging_binds_share
from {{ ref('accelerator_supply') }}
where abs(logic_binds_share + memory_binds_share + packaging_binds_share - 1) > 0.000002
