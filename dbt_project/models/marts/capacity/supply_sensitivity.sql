-- Grain: scenario x year x input that varies. How much of the spread of what can be made comes from each input: the
-- rank correlation of the input with the packages of the year, and the medians of the draws in which the input lies in
-- its lowest and in its highest fifth. Decisions: correlated inputs move together there too, so a swing is
-- not that of one input alone; ranks are doubled, to stay whole where draws tie, and summed exactly.
with
-- rows are sorted by a number much faster than by the name of the scenario
numbered as (
    select
        scenario_id,
        year,
        cast(row_number() over (order by scenario_id, year) as integer) as simulation_no
    from {{ ref('int_supply_draws') }}
    group by scenario_id, year
),

-- of draws that tie, `rank` counts up to the first and `count` up to the last: together twice their middle rank
outcomes as (
    select
        n.simulation_no,
        d.draw,
        d.units,
        rank() over lowest_first + count(*) over lowest_first as units_rank
    from {{ ref('int_supply_draws') }} as d
    inner join numbered as n on d.scenario_id = n.scenario_id and d.year = n.year
    window lowest_first as (partition by n.simulation_no order by d.units)
),

simulations as (
    select
        simulation_no,
        count(*) as draws,
        sum(units_rank) as units_sum,
        sum(units_rank * units_rank) as units_squares,
        list(units order by draw) as units,
        list(cast(units_rank as double) order by draw) as units_ranks
    from outcomes
    group by simulation_no
),

uniforms as (
    unpivot {{ ref('int_supply_uniforms') }} on columns(* exclude (draw)) into name parameter value u
),

inputs as (
    select
        parameter,
        -- the ranks: where each draw comes when the draws are sorted
        list_transform(
            list_grade_up(list_grade_up(list(u order by draw))), lambda r: cast(2 * r as double)
        ) as ranks,
        list(draw order by draw) filter (where u < 0.2) as lowest_fifth,
        list(draw order by draw) filter (where u > 0.8) as highest_fifth
    from uniforms
    group by parameter
),

-- Draws are numbered from 1, so a draw is also a place in a list. The products of ranks are whole numbers whose sum is
-- far below 2^53, hence exact in double precision.
by_parameter as (
    select
        n.scenario_id,
        n.year,
        i.parameter,
        s.draws,
        s.units_sum,
        s.units_squares,
        cast(list_inner_product(s.units_ranks, i.ranks) as hugeint) as product,
        list_median(list_select(s.units, i.lowest_fifth)) as low,
        list_median(list_select(s.units, i.highest_fifth)) as high
    from simulations as s
    inner join numbered as n on s.simulation_no = n.simulation_no
    cross join inputs as i
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
    i.rests_on,
    cast(c.rank_correlation as decimal(9, 6)) as rank_correlation,
    case when c.rank_correlation is null then 'every draw makes as much' end as null_reason,
    case when c.rank_correlation is null then 'all_draws_equal' end as null_reason_code,
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
