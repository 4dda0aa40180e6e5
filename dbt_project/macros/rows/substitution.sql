{#
  Columns of capacity.substitution for one measure: what can be made at home (d), what was imported in the year (i), the
  import base (b), and the year from which the domestic middle stays at it (p: the last year in which it lies below).
#}
{% macro measured_against_imports(measure, name) -%}
    {{ percentiles('d.' ~ measure, 'domestic_' ~ name) }},
    cast(round(i.{{ measure }}_low) as bigint) as imported_{{ name }}_low,
    cast(round(i.{{ measure }}_point) as bigint) as imported_{{ name }}_point,
    cast(round(i.{{ measure }}_high) as bigint) as imported_{{ name }}_high,
    cast(b.{{ measure }}_year as integer) as base_{{ name }}_year,
    cast(round(b.{{ measure }}) as bigint) as base_{{ name }},
    cast(case
        when p.{{ measure }} is null then p.first_year
        when p.{{ measure }} < p.last_year then p.{{ measure }} + 1
    end as integer) as passes_{{ name }}_from_year
{%- endmacro %}
