{#
  A model that takes parameters: a DuckDB table macro of the model's name, `select * from levy.levy_due_as_of('2025-08-30')`.
  Its SQL may name only published tables, by schema and table (macro `published`), since it runs in the published file.
#}
{% materialization table_macro, adapter='duckdb' %}
    {%- set target_relation = this.include(database=false) -%}
    {%- set parameters = config.require('parameters') | join(', ') -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement('schema') -%}
        create schema if not exists {{ target_relation.schema }}
    {%- endcall %}
    {% call statement('main') -%}
        create or replace macro {{ target_relation }}({{ parameters }}) as table (
            {{ sql }}
        )
    {%- endcall %}
    {% call statement('comment') -%}
        comment on macro table {{ target_relation }} is '{{ model.description | replace("'", "''") }}'
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': []}) }}
{% endmaterialization %}

{# A published table as a macro in the published file names it. #}
{% macro published(name) -%}
    {{ ref(name).include(database=false) }}
{%- endmacro %}
