{#
  The key of a series, in one column: company, metric, place and geography basis, `0001045810/revenue/CN/ship_to`. Made
  where a value becomes part of a series; models below join and partition by it.
#}
{% macro series_key(cik, metric, geography, geography_basis) -%}
    concat_ws('/', {{ cik }}, {{ metric }}, {{ geography }}, {{ geography_basis }})
{%- endmacro %}
