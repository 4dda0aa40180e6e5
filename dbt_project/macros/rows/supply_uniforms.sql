{#
  Numbers between 0 and 1 for each input and draw; `parameters` has a row per input with its correlation group and weight.
  Draws come in pairs, the second with 1 - u for u (antithetic draws), so that a high input in one is a low one in the
  other and the middle settles with fewer draws; an input with a correlation group follows the group's number with the
  probability of its weight, else its own, which keeps it uniform and gives two members the product of their weights as
  rank correlation, without a function that engines round differently.
#}
{% macro supply_uniform_rows(parameters) -%}
    {%- set own = uniform_draw(var('supply_seed'), 'p.pair', 'i.parameter') %}
    {%- set of_group = uniform_draw(var('supply_seed'), 'p.pair', 'i.correlation_group') %}
    {%- set follows = uniform_draw(var('supply_seed'), 'p.pair', "i.parameter || ':follows'") %}
pairs as (
    select unnest(range(1, {{ var('supply_draws') }} // 2 + 1)) as pair
),

by_input as (
    select
        p.pair,
        i.parameter,
        case
            when i.correlation_group is not null and {{ follows }} < i.correlation_weight then {{ of_group }}
            else {{ own }}
        end as u
    from pairs as p
    cross join {{ parameters }} as i
),

-- an input that is not in the table gets no numbers
by_pair as (
    pivot by_input on parameter in ({{ "'" ~ supply_parameters() | join("', '") ~ "'" }}) using any_value(u) group by pair
)

select
    cast(2 * pair - 1 as integer) as draw,
    * exclude (pair)
from by_pair

union all

select
    cast(2 * pair as integer) as draw,
    1 - columns(* exclude (pair))
from by_pair
{%- endmacro %}
