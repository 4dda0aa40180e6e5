{# What the draws come to: CTE `summed_up`, a row per scenario and year, from the rows of `draws` (supply_draw_rows). #}
{% macro supply_sum_rows(draws) -%}
counted as (
    select
        *,
        logic_dies / dies_per_package as units_logic,
        memory_dies / dies_per_package as units_memory,
        case when packaging_dies < {{ no_limit() }} then packaging_dies / dies_per_package end as units_packaging
    from {{ draws }}
),

summed_up as (
    select
        scenario_id,
        year,
        {{ for_each(supply_counts(), 'quantile_cont([], [0.05, 0.5, 0.95]) as []') }},
        median(dies_to_date) as dies_to_date,
        median(stock_units) as stock_units,
        median(units) filter (where draw <= {{ var('supply_draws') }} // 2) as half_units,
        count(*) filter (where binds = 'logic') as logic_binds,
        count(*) filter (where binds = 'memory') as memory_binds,
        count(*) filter (where binds = 'packaging') as packaging_binds,
        count(*) as draws
    from counted
    group by scenario_id, year
)
{%- endmacro %}

{# What is counted in each draw. #}
{% macro supply_counts() -%}
    {{ return(['units', 'units_logic', 'units_memory', 'units_packaging', 'dies', 'units_sold']) }}
{%- endmacro %}

{# Percentiles of what is counted, from a row `s` of summed_up. #}
{% macro supply_count_columns() -%}
    {{ for_each(supply_counts(), percentiles('s.[]', '[]')) }},
    cast(round(s.dies_to_date) as bigint) as dies_to_date_p50,
    cast(round(s.stock_units) as bigint) as stock_units_p50
{%- endmacro %}

{# How often each limit binds, from a row `s` of summed_up. #}
{% macro supply_binds_columns() -%}
    cast(s.logic_binds / s.draws as decimal(9, 6)) as logic_binds_share,
    cast(s.memory_binds / s.draws as decimal(9, 6)) as memory_binds_share,
    cast(s.packaging_binds / s.draws as decimal(9, 6)) as packaging_binds_share,
    case greatest(s.logic_binds, s.memory_binds, s.packaging_binds)
        when s.logic_binds then 'logic'
        when s.memory_binds then 'memory'
        else 'packaging'
    end as most_often_binds
{%- endmacro %}

{# By how many draws, and whether they are enough, from a row `s` of summed_up. #}
{% macro supply_draws_columns() -%}
    cast(s.draws as integer) as draws,
    cast({{ var('supply_seed') }} as integer) as seed,
    cast(round(s.half_units) as bigint) as units_p50_of_half_the_draws,
    cast(abs(s.half_units - s.units[2]) / nullif(s.units[2], 0) as decimal(9, 6)) as convergence_share
{%- endmacro %}

{# Whether a scenario's inputs of a year leave dies that TSMC made, and foreign memory. #}
{% macro counts_foreign() -%}
    bool_or(parameter = 'die_bank_dies' and high > 0) as counts_foreign_dies,
    bool_or(parameter = 'hbm_stacks_received' and high > 0) as counts_foreign_memory
{%- endmacro %}
