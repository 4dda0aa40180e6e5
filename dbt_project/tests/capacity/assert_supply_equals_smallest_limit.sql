-- In every draw what is made is the smallest of what logic, memory and packaging allow, none of them below nothing, and
-- the limit that is said to bind is the one that does.
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
