{#
  How one interval lies to another: equal, within, contains, overlaps, touches (they share one end that both hold) or
  disjoint. An open end does not belong to its interval: [a, b) and [b, c] are disjoint. Ends are comparable expressions,
  the `open` ones booleans.
#}
{% macro interval_relation(low, low_open, high, high_open, other_low, other_low_open, other_high, other_high_open) -%}
    case
        when {{ high }} < {{ other_low }} or {{ other_high }} < {{ low }} then 'disjoint'
        when {{ high }} = {{ other_low }} and ({{ high_open }} or {{ other_low_open }}) then 'disjoint'
        when {{ other_high }} = {{ low }} and ({{ other_high_open }} or {{ low_open }}) then 'disjoint'
        when
            {{ low }} = {{ other_low }} and {{ low_open }} = {{ other_low_open }}
            and {{ high }} = {{ other_high }} and {{ high_open }} = {{ other_high_open }}
            then 'equal'
        when
            ({{ low }} > {{ other_low }} or ({{ low }} = {{ other_low }} and {{ low_open }} >= {{ other_low_open }}))
            and (
                {{ high }} < {{ other_high }}
                or ({{ high }} = {{ other_high }} and {{ high_open }} >= {{ other_high_open }})
            )
            then 'within'
        when
            ({{ low }} < {{ other_low }} or ({{ low }} = {{ other_low }} and {{ low_open }} <= {{ other_low_open }}))
            and (
                {{ high }} > {{ other_high }}
                or ({{ high }} = {{ other_high }} and {{ high_open }} <= {{ other_high_open }})
            )
            then 'contains'
        when {{ high }} = {{ other_low }} or {{ other_high }} = {{ low }} then 'touches'
        when {{ low }} is not null and {{ high }} is not null and {{ other_low }} is not null
            and {{ other_high }} is not null
            then 'overlaps'
    end
{%- endmacro %}
