{#
  Companies for which a mart with `meta: {never_shrinks: true}` has fewer rows than its published version, and no filing
  is quarantined or was withdrawn, nor has a transition report arrived: the quarters before it belong to no named fiscal
  year. A person accepts fewer rows with a row of accepted_changes.csv. Needs the models' descriptions, which dbt has
  when it compiles.
#}
{% macro rows_that_disappear() %}
    {%- set counts = [] -%}
    {%- for node in (graph.nodes.values() if execute and graph is defined else [])
        if node.resource_type == 'model' and node.config.meta.get('never_shrinks') -%}
        {%- set ticker = 'ticker' if 'ticker' in node.columns else 'null' -%}
        {%- set table = node.schema ~ '.' ~ node.name -%}
        {%- do counts.append(
            "select '" ~ table ~ "' as table_name, " ~ ticker ~ " as ticker, count(*) as row_count from " ~ table ~ " group by all"
        ) -%}
    {%- endfor -%}
    with
    built as (
        {{ counts | join(' union all ') or "select '' as table_name, '' as ticker, 0 as row_count" }}
    ),

    whole as (
        select
            table_name,
            sum(row_count) as row_count
        from built
        group by table_name
    )

    select
        p.build_id as from_build_id,
        p.table_name,
        p.ticker,
        p.row_count as published_rows,
        coalesce(b.row_count, 0) as built_rows,
        t.row_count as built_rows_of_table
    from {{ ref('stg_runs__published') }} as p
    inner join whole as t on p.table_name = t.table_name
    left join built as b on p.table_name = b.table_name and p.ticker is not distinct from b.ticker
    -- a figure that is withheld keeps its row
    anti join {{ ref('quarantine') }} as q on p.ticker = q.ticker and q.scope != 'value'
    anti join ({{ withdrawn_filings() }}) as w on p.ticker = w.ticker
    anti join ({{ transition_reports(since_published=true) }}) as n on p.ticker = n.ticker
    anti join {{ ref('stg_reference__accepted_changes') }} as c
        on
            p.build_id = c.from_build_id and p.table_name = c.headline_id and c.measure = 'rows'
            and t.row_count = c.value
    where coalesce(b.row_count, 0) < p.row_count
{% endmacro %}
