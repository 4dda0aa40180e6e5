{#
  How far a row can be trusted, the best first, in the order of the curated tables: a primary document gives it (a filing,
  an official text, the maker's own page or statement); a document gives part of it and the rest is general knowledge; it
  is computed here from documents; a press report, an analyst or a blog reports it; the article says so; it is from memory;
  it was looked for and not found. One list for every rank.
#}
{% macro confidences() -%}
    ['document', 'mixed', 'derived', 'secondary', 'source_article', 'memory', 'none_found']
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

{#
  Whether a row may make a point figure, and decide a claim of the article: what somebody reports, first or second hand.
  Not the article, memory, or a search without result.
#}
{% macro supports_a_point(column) -%}
    {{ column }} in ('document', 'mixed', 'derived', 'secondary')
{%- endmacro %}
