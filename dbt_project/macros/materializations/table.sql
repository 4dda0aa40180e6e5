{#
  A table, created in one statement with its rows and comments. It takes the place of dbt-duckdb's own materialization,
  which builds beside the old table, renames both and drops one, for readers of the database: the build database has
  none while dbt writes to it, and these statements cost more than most of our models. Contracts, hooks and transactions
  are as in dbt-duckdb. Comments need a contract, which says that the described columns are the table's.
#}
{% materialization table, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- set is_contract = config.get('contract').enforced -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if existing is not none and not existing.is_table -%}
        {%- do drop_relation_if_exists(existing) -%}
    {%- endif -%}
    {% call statement('main') -%}
        {%- if is_contract -%}
            {{ get_assert_columns_equivalent(compiled_code) }}
            create or replace table {{ target }} {{ get_table_columns_and_constraints() }};
            insert into {{ target }} {{ get_column_names() }} ({{ get_select_subquery(compiled_code) }});
        {%- else -%}
            create or replace table {{ target }} as ({{ compiled_code }});
        {%- endif -%}
        {%- if config.persist_relation_docs() %}
            comment on table {{ target }} is {{ duckdb_escape_comment(model.description) }};
        {%- endif -%}
        {%- if config.persist_column_docs() and is_contract -%}
            {%- for column in model.columns.values() %}
                comment on column {{ target }}.{{ adapter.quote(column.name) }} is {{ duckdb_escape_comment(column.description) }};
            {%- endfor -%}
        {%- endif -%}
    {%- endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
