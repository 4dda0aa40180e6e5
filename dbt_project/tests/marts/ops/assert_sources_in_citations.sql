-- Every source that a mart cites is in ops.citations. Every column that cites sources is tested.
{% set cited = [
    ('accelerator_supply', 'source_id'),
    ('capacity_evidence', 'source_id'),
    ('die_economics', 'source_id'),
    ('package_economics', 'source_id'),
    ('substitution', 'source_id'),
    ('supply_checks', 'source_id'),
    ('supply_inputs', 'source_id'),
    ('supply_sensitivity', 'source_id'),
    ('yield_conflicts', 'source_id'),
    ('yield_conflicts', 'other_source_id'),
    ('yield_consensus', 'source_ids'),
    ('yield_evidence', 'source_id'),
    ('yield_normalised', 'source_id'),
    ('article_claims', 'source_id'),
    ('article_claims', 'evidence_source_ids'),
    ('claim_measures', 'source_ids'),
    ('claim_pairs', 'source_id'),
    ('verdict_history', 'evidence_source_ids'),
    ('exposure', 'source_id'),
    ('headline', 'source_id'),
    ('levy_due', 'source_id'),
    ('levy_per_chip', 'price_source_id'),
    ('levy_per_chip', 'source_id'),
    ('levy_statements', 'source_id'),
    ('levy_status', 'source_id'),
    ('levy_to_date', 'source_id'),
    ('licensed_revenue', 'source_id'),
    ('precedents', 'source_id'),
    ('product_levies', 'source_id'),
    ('product_regimes', 'source_id'),
    ('product_regimes', 'specification_source_id'),
    ('regimes', 'source_id'),
    ('scenarios', 'source_id'),
    ('levy_vs_rnd', 'source_id'),
    ('rnd_trend', 'source_id'),
    ('catalysts', 'source_id'),
    ('supply_chain_exposure', 'source_id'),
    ('citations', 'source_id'),
    ('evidence_quality', 'source_ids'),
    ('headline_values', 'source_ids'),
] -%}
with
asked as (
    {% for mart, column in cited %}
        select
            '{{ mart }}' as mart,
            '{{ column }}' as column_name
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

given as (
    {% for mart, column in cited %}
        select distinct
            '{{ mart }}' as mart,
            '{{ column }}' as column_name,
            unnest(string_split({{ column }}, ', ')) as source_id
        from {{ ref(mart) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    g.mart,
    g.column_name,
    g.source_id
from given as g
anti join {{ ref('citations') }} as c on g.source_id = c.source_id

union all

select
    k.table_name as mart,
    k.column_name,
    'not asked' as source_id
from {{ ref('columns') }} as k
anti join asked as a on split_part(k.table_name, '.', 2) = a.mart and k.column_name = a.column_name
where regexp_matches(k.column_name, 'source_ids?$')
