-- ops.columns lists every column of every mart that is built, in its place and with its type.
{% for mart in ['article_claims', 'claim_measures', 'claim_pairs', 'verdict_history', 'catalysts',
    'supply_chain_exposure', 'china_revenue', 'headline', 'levy_due', 'licensed_revenue', 'precedents', 'product_levies',
    'product_regimes', 'regimes', 'scenarios', 'levy_vs_rnd', 'rnd_expense', 'rnd_trend', 'checks', 'coverage', 'differences',
    'geography_members', 'metric_facts', 'refresh', 'restatements', 'sources', 'value_facts', 'value_history',
    'yield_evidence', 'yield_normalised', 'yield_consensus', 'yield_conflicts', 'die_economics', 'package_economics',
    'capacity_evidence', 'supply_inputs', 'accelerator_supply', 'supply_sensitivity', 'substitution',
    'supply_checks'] %}
-- depends_on: {{ ref(mart) }}
{% endfor %}
with
listed as (
    select
        table_name,
        column_name,
        position,
        lower(data_type) as data_type
    from {{ ref('columns') }}
),

mart_schemas as (
    select distinct split_part(table_name, '.', 1) as table_schema
    from listed
),

built as (
    select
        k.table_schema || '.' || k.table_name as table_name,
        k.column_name,
        k.ordinal_position as position,
        lower(k.data_type) as data_type
    from information_schema.columns as k
    semi join mart_schemas as m on k.table_schema = m.table_schema
    where k.table_catalog = current_database()
),

-- what is listed and not yet built says nothing: this may run before the last mart
listed_and_built as (
    select l.*
    from listed as l
    semi join built as b on l.table_name = b.table_name
)

select
    coalesce(b.table_name, l.table_name) as table_name,
    coalesce(b.column_name, l.column_name) as column_name,
    b.position,
    l.position as listed_position,
    b.data_type,
    l.data_type as listed_data_type
from built as b
full join listed_and_built as l on b.table_name = l.table_name and b.column_name = l.column_name
where b.position is distinct from l.position or b.data_type is distinct from l.data_type
