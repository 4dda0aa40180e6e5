{# A model's schema is its folder's, without a target prefix: readers query `levy.levy_due`. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name | trim if custom_schema_name else target.schema }}
{%- endmacro %}
