-- No row of a mart became known after its refresh started.
{% set marts = [
    'china_revenue', 'levy_due', 'levy_to_date', 'levy_vs_rnd', 'rnd_expense', 'restatements', 'value_history',
    'metric_facts', 'value_facts', 'coverage'
] -%}
with
newest as (
    {% for mart in marts %}
        select
            '{{ mart }}' as table_name,
            max(known_at) as known_at
        from {{ ref(mart) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    n.table_name,
    n.known_at,
    r.started_at
from newest as n
inner join {{ ref('refresh') }} as r on r.is_current and n.known_at > r.started_at
