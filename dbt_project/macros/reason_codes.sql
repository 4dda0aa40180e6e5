{# The code of a sum whose parts are missing: that of its parts where they share one, else `several_reasons`. #}
{% macro common_reason_code(code) -%}
    case when count(distinct {{ code }}) > 1 then 'several_reasons' else max({{ code }}) end
{%- endmacro %}
