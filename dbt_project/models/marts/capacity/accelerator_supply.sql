-- Grain: year x scenario. How many Ascend accelerators (packages of one or two logic dies) can be made: what logic,
-- memory and packaging each allow, the smallest of the three, how often each is the smallest, and the input that
-- matters most. The subtle decision: what is left of dies and memory stays for the next year, so a year's limits are
-- those after what was made before; of limits that tie, logic counts before memory before packaging. This is what
-- could be made, not what was sold.
{% set counts = ['units', 'units_logic', 'units_memory', 'units_packaging', 'dies'] -%}
with
draws as (
    select
        *,
        logic_dies / dies_per_package as units_logic,
        memory_dies / dies_per_package as units_memory,
        case when packaging_dies < {{ no_limit() }} then packaging_dies / dies_per_package end as units_packaging
    from {{ ref('int_supply_draws') }}
),

summed_up as (
    select
        scenario_id,
        year,
        {{ for_each(counts, 'quantile_cont([], [0.05, 0.5, 0.95]) as []') }},
        median(dies_to_date) as dies_to_date,
        median(units) filter (where draw <= {{ var('supply_draws') }} // 2) as half_units,
        count(*) filter (where binds = 'logic') as logic_binds,
        count(*) filter (where binds = 'memory') as memory_binds,
        count(*) filter (where binds = 'packaging') as packaging_binds,
        count(*) as draws
    from draws
    group by scenario_id, year
),

assumed as (
    select
        scenario_id,
        year,
        count(*) as input_count,
        count(*) filter (where is_assumption) as assumption_count,
        {{ weakest_confidence('confidence') }} as confidence,
        max(null_reason) filter (where parameter = 'packages_per_year') as packaging_null_reason
    from {{ ref('supply_inputs') }}
    group by scenario_id, year
)

select
    s.year,
    s.scenario_id,
    n.label as scenario_label,
    {{ for_each(counts, percentiles('s.[]', '[]')) }},
    cast(round(s.dies_to_date) as bigint) as dies_to_date_p50,
    a.packaging_null_reason,
    cast(s.logic_binds / s.draws as decimal(9, 6)) as logic_binds_share,
    cast(s.memory_binds / s.draws as decimal(9, 6)) as memory_binds_share,
    cast(s.packaging_binds / s.draws as decimal(9, 6)) as packaging_binds_share,
    case greatest(s.logic_binds, s.memory_binds, s.packaging_binds)
        when s.logic_binds then 'logic'
        when s.memory_binds then 'memory'
        else 'packaging'
    end as most_often_binds,
    i.parameter as most_sensitive_input,
    i.rank_correlation as most_sensitive_rank_correlation,
    cast(a.input_count as integer) as input_count,
    cast(a.assumption_count as integer) as assumption_count,
    cast(s.draws as integer) as draws,
    cast({{ var('supply_seed') }} as integer) as seed,
    cast(round(s.half_units) as bigint) as units_p50_of_half_the_draws,
    cast(abs(s.half_units - s.units[2]) / nullif(s.units[2], 0) as decimal(9, 6)) as convergence_share,
    n.note,
    n.source_id,
    a.confidence
from summed_up as s
inner join assumed as a on s.scenario_id = a.scenario_id and s.year = a.year
inner join {{ source('landing', 'supply_scenarios') }} as n on s.scenario_id = n.scenario_id
left join {{ ref('supply_sensitivity') }} as i
    on s.scenario_id = i.scenario_id and s.year = i.year and i.importance = 1 and s.units[1] < s.units[3]
order by s.year, n.position
