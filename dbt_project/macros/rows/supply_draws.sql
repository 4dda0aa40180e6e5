{#
  What can be made, by scenario, year and draw; `yield_factor` raises the yield of every draw (a data test requires that).
  Everything is counted in finished logic dies with their memory, since a 910B (one die, four stacks) and a 910C (two and
  eight) take the same for each die; only at the end are they put into packages. All counts are whole numbers, so sums
  are exact and the same in any order.
  Dies and stacks that are left over stay for the next year: with L and M the dies that logic and memory allow up to a
  year, and P those that packaging allows in a year, what is made up to year t is C(t) = min(C(t-1) + P(t), L(t), M(t)).
  Of the dies that are started in a year a part is finished in the next. Of the packages made and in stock a part is
  sold within the year; the rest is the stock of the next. One step of the recursion is a year. The caller writes
  `with recursive`.
#}
{% macro supply_draw_rows(inputs, uniforms, yield_factor=1) -%}
ranges as (
    pivot {{ inputs }} on parameter in ({{ "'" ~ supply_parameters() | join("', '") ~ "'" }})
    using any_value({{ triangle('low', 'mode', 'high') }})
    group by scenario_id, year
),

inputs_by_year as (
    select
        *,
        row_number() over (partition by scenario_id order by year) as year_no
    from ranges
),

made as (
    -- before the first year
    select
        i.scenario_id,
        cast(null as integer) as year,
        cast(0 as bigint) as year_no,
        u.draw,
        cast(null as double) as dies_per_package,
        cast(null as bigint) as unfinished_dies,
        cast(null as bigint) as domestic_stacks,
        cast(0 as bigint) as new_dies_to_date,
        cast(0 as bigint) as new_memory_dies_to_date,
        cast(null as bigint) as logic_dies,
        cast(null as bigint) as memory_dies,
        cast(null as bigint) as packaging_dies,
        cast(null as bigint) as dies,
        cast(0 as bigint) as dies_to_date,
        cast(null as double) as units,
        cast(null as double) as units_sold,
        cast(0 as double) as stock_units
    from inputs_by_year as i
    cross join {{ uniforms }} as u
    where i.year_no = 1

    union all

    (
        with
        drawn as (
            select
                i.scenario_id,
                i.year,
                i.year_no,
                m.draw,
                m.new_dies_to_date as new_dies_before,
                m.new_memory_dies_to_date as new_memory_dies_before,
                m.dies_to_date as dies_before,
                m.unfinished_dies as unfinished_before,
                m.stock_units as stock_before,
                {{ for_each(supply_parameters(), triangular('u.[]', 'i.[]') ~ ' as []') }}
            from made as m
            inner join inputs_by_year as i on m.scenario_id = i.scenario_id and m.year_no + 1 = i.year_no
            inner join {{ uniforms }} as u on m.draw = u.draw
        ),

        -- dies with faults that are used count as whole dies
        started as (
            select
                *,
                least(die_yield * {{ yield_factor }}, 1) as good_share,
                cast(floor(
                    ai_wafers_per_month * equipment_share * 12 * fill_share * dies_per_wafer
                    * (good_share + (1 - good_share) * harvest_share) * assembly_yield
                ) as bigint) as started_dies,
                cast(floor(started_dies * finished_in_year_share) as bigint) as finished_dies
            from drawn
        ),

        flows as (
            select
                scenario_id,
                year,
                year_no,
                draw,
                new_dies_before,
                new_memory_dies_before,
                dies_before,
                stock_before,
                sold_share,
                1 + two_die_share as dies_per_package,
                started_dies - finished_dies as unfinished_dies,
                finished_dies
                + coalesce(unfinished_before, cast(floor(dies_in_process_before * assembly_yield) as bigint))
                + cast(floor(n3_dies * assembly_yield) as bigint) as new_dies,
                cast(floor(
                    greatest(die_bank_dies * die_bank_usable_share - dies_used_before, 0) * assembly_yield
                ) as bigint) as stock_dies,
                cast(floor(
                    cxmt_hbm_wafers_per_month * 12 * cxmt_ramp_share * hbm_stacks_per_wafer
                ) as bigint) as domestic_stacks,
                cast(floor(
                    (
                        cxmt_hbm_wafers_per_month * 12 * cxmt_ramp_share * hbm_stacks_per_wafer * hbm_huawei_share
                        + own_memory_stacks
                    ) / stacks_per_die * assembly_yield
                ) as bigint) as new_memory_dies,
                cast(floor(
                    greatest(hbm_stacks_received * hbm_huawei_share - dies_used_before * stacks_per_die, 0)
                    / stacks_per_die * assembly_yield
                ) as bigint) as stock_memory_dies,
                cast(floor(
                    coalesce(packages_per_year * (1 + two_die_share), {{ no_limit() }})
                ) as bigint) as packaging_dies
            from started
        ),

        limits as (
            select
                scenario_id,
                year,
                year_no,
                draw,
                dies_per_package,
                unfinished_dies,
                domestic_stacks,
                stock_before,
                sold_share,
                new_dies_before + new_dies as new_dies_to_date,
                new_memory_dies_before + new_memory_dies as new_memory_dies_to_date,
                stock_dies + new_dies_before + new_dies - dies_before as logic_dies,
                stock_memory_dies + new_memory_dies_before + new_memory_dies - dies_before as memory_dies,
                packaging_dies,
                dies_before
            from flows
        )

        select
            * exclude (dies_before, stock_before, sold_share),
            least(logic_dies, memory_dies, packaging_dies) as dies,
            dies_before + dies as dies_to_date,
            dies / dies_per_package as units,
            floor((stock_before + units) * sold_share) as units_sold,
            stock_before + units - units_sold as stock_units
        from limits
    )
)

select
    scenario_id,
    year,
    cast(draw as integer) as draw,
    dies_per_package,
    logic_dies,
    memory_dies,
    packaging_dies,
    dies,
    dies_to_date,
    units,
    units_sold,
    stock_units,
    domestic_stacks,
    case
        when dies = logic_dies then 'logic'
        when dies = memory_dies then 'memory'
        else 'packaging'
    end as binds
from made
where year_no > 0
{%- endmacro %}
