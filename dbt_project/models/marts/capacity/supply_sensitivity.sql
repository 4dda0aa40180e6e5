-- Grain: scenario x year x input that varies. How much of the spread of what can be made comes from each input: the
-- rank correlation of the input with the packages of the year, and the medians of the draws in which the input lies in
-- its lowest and in its highest fifth. The subtle decisions: correlated inputs move together there too, so a swing is
-- not that of one input alone; ranks are doubled, to stay whole where draws tie, and summed exactly.
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
        {{ for_each(supply_parameters(), '[]') }},
        {{ for_each(supply_parameters(), '2 * rank() over (order by []) as []_rank') }}
    from {{ ref('int_supply_uniforms') }}
),

measured as (
    select
        o.scenario_id,
        o.year,
        count(*) as draws,
        sum(o.units_rank) as units_sum,
        sum(o.units_rank * o.units_rank) as units_squares,
        {{ for_each(supply_parameters(), 'sum(o.units_rank * d.[]_rank) as []_product') }},
        {{ for_each(supply_parameters(), 'median(o.units) filter (where d.[] < 0.2) as []_low') }},
        {{ for_each(supply_parameters(), 'median(o.units) filter (where d.[] > 0.8) as []_high') }}
    from outcomes as o
    inner join draws as d on o.draw = d.draw
    group by o.scenario_id, o.year
),

by_parameter as (
    select
        scenario_id,
        year,
        draws,
        units_sum,
        units_squares,
        unnest([
            {{ for_each(
                supply_parameters(), "{'parameter': '[]', 'product': []_product, 'low': []_low, 'high': []_high}"
            ) }}
        ], recursive := true)
    from measured
),

-- doubled ranks of draws that do not tie add up to n (n + 1), and their squares to 2 n (n + 1) (2 n + 1) / 3
correlations as (
    select
        *,
        case
            when draws * units_squares > units_sum * units_sum then
                (draws * product - units_sum * draws * (draws + 1))
                / (sqrt(draws * units_squares - units_sum * units_sum) * draws * sqrt((draws * draws - 1) / 3))
        end as rank_correlation
    from by_parameter
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
    cast(round(c.low) as bigint) as low_fifth_units_p50,
    cast(round(c.high) as bigint) as high_fifth_units_p50,
    cast(round(c.high) - round(c.low) as bigint) as swing_units,
    i.source_id,
    i.confidence
from correlations as c
inner join {{ ref('supply_inputs') }} as i
    on c.scenario_id = i.scenario_id and c.year = i.year and c.parameter = i.parameter
where i.low < i.high
order by c.scenario_id, c.year, importance
