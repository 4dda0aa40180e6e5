-- Percentiles of supply and of its limits are those of the draws. A twentieth of the draws is below the 5th percentile,
-- half below the median and a twentieth above the 95th, within one package of rounding and one draw.
{% set counts = {
    'units': 'units',
    'units_logic': 'logic_dies / dies_per_package',
    'units_memory': 'memory_dies / dies_per_package',
    'units_packaging': 'packaging_dies / dies_per_package'
} -%}
{% set percentiles = {'p5': 0.05, 'p50': 0.5, 'p95': 0.95} -%}
select
    s.scenario_id,
    s.year,
    {% for name in counts %}
        {% for percentile in percentiles %}
            any_value(s.{{ name }}_{{ percentile }}) as {{ name }}_{{ percentile }},
        {% endfor %}
    {% endfor %}
    count(*) as draws
from {{ ref('accelerator_supply') }} as s
inner join {{ ref('int_supply_draws') }} as d on s.scenario_id = d.scenario_id and s.year = d.year
group by s.scenario_id, s.year
having
    {% for name, drawn in counts.items() %}
        {% for percentile, share in percentiles.items() %}
            count(*) filter (where {{ drawn }} < s.{{ name }}_{{ percentile }} - 1) > {{ share }} * count(*) + 1
            or count(*) filter (where {{ drawn }} > s.{{ name }}_{{ percentile }} + 1)
            > (1 - {{ share }}) * count(*) + 1
            {% if not loop.last %}or{% endif %}
        {% endfor %}
        {% if not loop.last %}or{% endif %}
    {% endfor %}
