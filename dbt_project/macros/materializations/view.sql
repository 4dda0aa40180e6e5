{#
  A view, created in one statement, for the same reason as macro `table`: the build database has no readers while dbt
  writes to it, so there is no old view to keep until the new one is in place.
#}
{% materialization view, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='view') -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if existing is not none and not existing.is_view -%}
        {%- do drop_relation_if_exists(existing) -%}
    {%- endif -%}
    {% call statement('main') -%}
        create or replace view {{ target }} as ({{ compiled_code }});
    {%- endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
