{# How far a curated row can be trusted, the best first. One list for the rank, the weakest of several and points. #}
{% macro confidences() -%}
    ['document', 'mixed', 'derived', 'source_article', 'memory', 'none_found']
{%- endmacro %}

{# The weakest of the confidences in a group. #}
{% macro weakest_confidence(column) -%}
    arg_max({{ column }}, list_position({{ confidences() }}, {{ column }}))
{%- endmacro %}

{# The weaker of two confidences; the other where one is missing. #}
{% macro weaker_confidence(first, second) -%}
    list_extract(
        {{ confidences() }},
        greatest(list_position({{ confidences() }}, {{ first }}), list_position({{ confidences() }}, {{ second }}))
    )
{%- endmacro %}

{# Whether a row may make a point figure. What the article says, what is remembered and what was not found may not. #}
{% macro supports_a_point(column) -%}
    {{ column }} in ('document', 'mixed', 'derived')
{%- endmacro %}
