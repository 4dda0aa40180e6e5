-- Grain: scenario x year x input that varies. How much of the spread of what can be made comes from each input: the rank
-- correlation of the input with the packages of the year, and the medians of the draws in which the input lies in its
-- lowest and in its highest fifth. The subtle decisions: correlated inputs move together there too, so a swing is not
-- that of one input alone; ranks are doubled, to stay whole where draws tie, and summed exactly.
with
outcomes as (
    select
        scenario_id,
        year,
        draw,
        units,
        2 * rank() over (partition by scenario_id, year order by units)
        + count(*) over (partition by scenario_id, year, units) - 1 as units_rank
    from {{ ref('int_supply_draws') }}
),

draws as (
    select
        draw,
        {% for p in supply_parameters() -%}
        {{ p }},
        2 * rank() over (order by {{ p }}) as {{ p }}_rank{{ "," if not loop.last }}
        {% endfor %}
    from {{ ref('int_supply_uniforms') }}
),

measured as (
    select
        o.scenario_id,
        o.year,
        count(*) as draws,
        sum(o.units_rank) as units_sum,
        sum(o.units_rank * o.units_rank) as units_squares,
        {% for p in supply_parameters() -%}
        sum(o.units_rank * d.{{ p }}_rank) as {{ p }}_product,
        median(o.units) filter (where d.{{ p }} < 0.2) as {{ p }}_low,
        median(o.units) filter (where d.{{ p }} > 0.8) as {{ p }}_high{{ "," if not loop.last }}
        {% endfor %}
    from outcomes as o
    inner join draws as d on o.draw = d.draw
    group by o.scenario_id, o.year
),

by_parameter as (
    {% for p in supply_parameters() -%}
    select
        scenario_id,
        year,
        '{{ p }}' as parameter,
        -- doubled ranks of draws that do not tie: n (n + 1) in sum, 2 n (n + 1) (2 n + 1) / 3 in squares
        draws * {{ p }}_product - units_sum * draws * (draws + 1) as covariance,
        draws * units_squares - units_sum * units_sum as units_variance,
        draws * (2 * draws * (draws + 1) * (2 * draws + 1) // 3) - draws * (draws + 1) * draws * (draws + 1)
            as parameter_variance,
        {{ p }}_low as low_fifth,
        {{ p }}_high as high_fifth
    from measured
    {% if not loop.last -%}
    union all
    {% endif %}
    {%- endfor %}
),

correlations as (
    select
        b.*,
        case
            when b.units_variance > 0 then b.covariance / (sqrt(b.units_variance) * sqrt(b.parameter_variance))
        end as rank_correlation
    from by_parameter as b
)

select
    c.scenario_id,
    c.year,
    c.parameter,
    i.label,
    i.limits,
    i.is_assumption,
    cast(c.rank_correlation as decimal(9, 6)) as rank_correlation,
    case when c.rank_correlation is null then 'every draw makes as much' end as null_reason,
    cast(row_number() over (
        partition by c.scenario_id, c.year order by abs(c.rank_correlation) desc nulls last, c.parameter
    ) as integer) as importance,
    cast(round(c.low_fifth) as bigint) as low_fifth_units_p50,
    cast(round(c.high_fifth) as bigint) as high_fifth_units_p50,
    cast(round(c.high_fifth) - round(c.low_fifth) as bigint) as swing_units
from correlations as c
inner join {{ ref('supply_inputs') }} as i
    on c.scenario_id = i.scenario_id and c.year = i.year and c.parameter = i.parameter
where i.low < i.high
order by c.scenario_id, c.year, importance
