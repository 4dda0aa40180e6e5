{#
  What can be made, by scenario, year and draw; `yield_factor` raises the yield of every draw (a law asks for that).
  Everything is counted in finished logic dies with their memory, since a 910B (one die, four stacks) and a 910C (two and
  eight) take the same for each die; only at the end are they put into packages. All counts are whole numbers, so sums
  are exact and the same in any order.
  Dies and stacks that are left over stay for the next year. With L and M the dies that logic and memory allow up to a
  year, P those that packaging allows in a year, what is made up to year t is
      C(t) = min(C(t-1) + P(t), L(t), M(t)) = sum P up to t + min(0, min over s up to t of (min(L(s), M(s)) - sum P up to s)),
  so the years need no recursion.
#}
{% macro supply_draw_rows(inputs, uniforms, yield_factor=1) -%}
inputs_by_year as (
    select
        scenario_id,
        year,
        {{ for_each(supply_parameters(), "max(low) filter (where parameter = '[]') as []_low") }},
        {{ for_each(supply_parameters(), "max(mode) filter (where parameter = '[]') as []_mode") }},
        {{ for_each(supply_parameters(), "max(high) filter (where parameter = '[]') as []_high") }}
    from {{ inputs }}
    group by scenario_id, year
),

drawn as (
    select
        i.scenario_id,
        i.year,
        u.draw,
        {{ for_each(supply_parameters(), triangular('u.[]', 'i.[]_low', 'i.[]_mode', 'i.[]_high') ~ ' as []') }}
    from inputs_by_year as i
    cross join {{ uniforms }} as u
),

flows as (
    select
        scenario_id,
        year,
        draw,
        1 + two_die_share as dies_per_package,
        cast(floor(
            ai_wafers_per_month * 12 * fill_share * dies_per_wafer * least(die_yield * {{ yield_factor }}, 1)
            * assembly_yield
        ) as bigint) as new_dies,
        cast(floor(
            greatest(die_bank_dies * die_bank_usable_share - dies_used_before, 0) * assembly_yield
        ) as bigint) as stock_dies,
        cast(floor(
            cxmt_hbm_wafers_per_month * 12 * cxmt_ramp_share * hbm_stacks_per_wafer * hbm_huawei_share
            / stacks_per_die * assembly_yield
        ) as bigint) as new_memory_dies,
        cast(floor(
            greatest(hbm_stacks_received * hbm_huawei_share - dies_used_before * stacks_per_die, 0)
            / stacks_per_die * assembly_yield
        ) as bigint) as stock_memory_dies,
        cast(floor(
            coalesce(packages_per_year * (1 + two_die_share), {{ no_limit() }})
        ) as bigint) as packaging_dies
    from drawn
),

up_to_year as (
    select
        *,
        stock_dies + sum(new_dies) over years as logic_dies_to_date,
        stock_memory_dies + sum(new_memory_dies) over years as memory_dies_to_date,
        sum(packaging_dies) over years as packaging_dies_to_date
    from flows
    window years as (partition by scenario_id, draw order by year)
),

made as (
    select
        *,
        packaging_dies_to_date + least(
            min(least(logic_dies_to_date, memory_dies_to_date) - packaging_dies_to_date) over (
                partition by scenario_id, draw order by year
            ),
            0
        ) as dies_to_date
    from up_to_year
),

made_before as (
    select
        *,
        coalesce(lag(dies_to_date) over (partition by scenario_id, draw order by year), 0) as dies_before
    from made
)

select
    scenario_id,
    year,
    cast(draw as integer) as draw,
    dies_per_package,
    cast(logic_dies_to_date - dies_before as bigint) as logic_dies,
    cast(memory_dies_to_date - dies_before as bigint) as memory_dies,
    packaging_dies,
    cast(dies_to_date - dies_before as bigint) as dies,
    cast(dies_to_date as bigint) as dies_to_date,
    (dies_to_date - dies_before) / dies_per_package as units,
    case
        when dies_to_date = logic_dies_to_date then 'logic'
        when dies_to_date = memory_dies_to_date then 'memory'
        else 'packaging'
    end as binds
from made_before
{%- endmacro %}
