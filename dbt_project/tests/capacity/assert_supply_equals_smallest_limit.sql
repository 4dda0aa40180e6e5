-- In every draw supply is the smallest of the limits of logic, memory and packaging, and the binding limit is the
-- smallest one. No limit is negative.
select
    scenario_id,
    year,
    draw,
    logic_dies,
    memory_dies,
    packaging_dies,
    dies,
    binds
from {{ ref('int_supply_draws') }}
where
    dies < 0
    or dies != least(logic_dies, memory_dies, packaging_dies)
    or dies != case binds when 'logic' then logic_dies when 'memory' then memory_dies else packaging_dies end
    or abs(units * dies_per_package - dies) > 1e-6 * dies
