{#
  Numbers between 0 and 1 for each input and draw; `parameters` has a row per input with its correlation group and weight.
  Draws come in pairs, the second with 1 - u for u (antithetic draws), so that a high input in one is a low one in the
  other and the middle settles with fewer draws; an input with a correlation group follows the group's number with the
  probability of its weight, else its own, which keeps it uniform and gives two members the product of their weights as
  rank correlation, without a function that engines round differently.
#}
{% macro supply_uniform_rows(parameters) -%}
pairs as (
    select unnest(range(1, {{ var('supply_draws') }} // 2 + 1)) as pair
),

group_names as (
    select distinct correlation_group
    from {{ parameters }}
    where correlation_group is not null
),

groups as (
    select
        p.pair,
        g.correlation_group,
        {{ uniform_draw(var('supply_seed'), 'p.pair', 'g.correlation_group') }} as u
    from pairs as p
    cross join group_names as g
),

followers as (
    select
        g.pair,
        i.parameter,
        g.u
    from groups as g
    inner join {{ parameters }} as i on g.correlation_group = i.correlation_group
    where {{ uniform_draw(var('supply_seed'), 'g.pair', "i.parameter || ':follows'") }} < i.correlation_weight
),

owns as (
    select
        p.pair,
        i.parameter,
        {{ uniform_draw(var('supply_seed'), 'p.pair', 'i.parameter') }} as u
    from pairs as p
    cross join {{ parameters }} as i
),

by_pair as (
    select
        o.pair,
        {{ for_each(supply_parameters(), "max(coalesce(f.u, o.u)) filter (where o.parameter = '[]') as []") }}
    from owns as o
    left join followers as f on o.pair = f.pair and o.parameter = f.parameter
    group by o.pair
)

select
    cast(2 * pair - 1 as integer) as draw,
    {{ for_each(supply_parameters(), '[]') }}
from by_pair

union all

select
    cast(2 * pair as integer) as draw,
    {{ for_each(supply_parameters(), '1 - [] as []') }}
from by_pair
{%- endmacro %}
