-- What logic, memory and packaging allow lies within the draws it sums up, to one package of rounding.
with
drawn as (
    select
        scenario_id,
        year,
        min(logic_dies / dies_per_package) - 1 as least_logic,
        max(logic_dies / dies_per_package) + 1 as most_logic,
        min(memory_dies / dies_per_package) - 1 as least_memory,
        max(memory_dies / dies_per_package) + 1 as most_memory,
        min(packaging_dies / dies_per_package) - 1 as least_packaging,
        max(packaging_dies / dies_per_package) + 1 as most_packaging
    from {{ ref('int_supply_draws') }}
    group by scenario_id, year
)

select
    s.scenario_id,
    s.year,
    s.units_logic_p5,
    s.units_memory_p5,
    s.units_packaging_p5
from {{ ref('accelerator_supply') }} as s
inner join drawn as d on s.scenario_id = d.scenario_id and s.year = d.year
where
    s.units_logic_p5 < d.least_logic or s.units_logic_p95 > d.most_logic
    or s.units_memory_p5 < d.least_memory or s.units_memory_p95 > d.most_memory
    or s.units_packaging_p5 < d.least_packaging or s.units_packaging_p95 > d.most_packaging
