-- Accelerator supply with other inputs:
-- `from capacity.supply_what_if('base', map {'die_yield': [0.2, 0.4, 0.6]}, 2026)`.
-- A stored scenario with the inputs of capacity.supply_what_if_inputs. Draws are those of the stored scenarios, so that
-- the answer differs from theirs by its inputs alone. Queries shared with them are in macros/rows.
{{ config(materialized='table_macro', parameters=['scenario', 'changes', 'from_year'], contract={'enforced': false}) }}
with
inputs as (
    select * from {{ published('supply_what_if_inputs') }}(scenario, changes, from_year)
),

parameters as (
    select distinct
        parameter,
        correlation_group,
        correlation_weight
    from {{ published('supply_inputs') }}
),

inputs_by_year as (
    select
        year,
        any_value(from_scenario_id) as from_scenario_id,
        string_agg(parameter, ';' order by parameter) filter (where is_changed) as changed_inputs,
        count(*) as input_count,
        count(*) filter (where is_assumption) as assumption_count,
        max(null_reason) filter (where parameter = 'packages_per_year' and low is null) as packaging_null_reason
    from inputs
    group by year
),

uniforms as (
    with
    {{ supply_uniform_rows('parameters') }}
),

draws as (
    with recursive
    {{ supply_draw_rows('inputs', 'uniforms') }}
),

{{ supply_sum_rows('draws') }}

select
    s.year,
    s.scenario_id,
    'What if' as scenario_label,
    i.from_scenario_id,
    i.changed_inputs,
    {{ supply_count_columns() }},
    i.packaging_null_reason,
    {{ supply_binds_columns() }},
    cast(i.input_count as integer) as input_count,
    cast(i.assumption_count as integer) as assumption_count,
    {{ supply_draws_columns() }}
from summed_up as s
inner join inputs_by_year as i on s.year = i.year
order by s.year
