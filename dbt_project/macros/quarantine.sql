{# Whether a row of a document, `t`, belongs to a document that is quarantined as a whole, `q`. #}
{% macro is_of_quarantined_filing(t, q) -%}
    {{ q }}.scope = 'filing' and {{ is_of_quarantined_document(t, q) }}
{%- endmacro %}

{# Whether a row of a document, `t`, is of the document that an item of the quarantine, `q`, names. #}
{% macro is_of_quarantined_document(t, q) -%}
    {{ t }}.cik = {{ q }}.filer_cik and {{ t }}.document = {{ q }}.document
    and {{ t }}.accession is not distinct from {{ q }}.accession
{%- endmacro %}
