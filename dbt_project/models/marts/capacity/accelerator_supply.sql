-- Grain: year x scenario. How many Ascend accelerators (packages of one or two logic dies) can be made: what logic,
-- memory and packaging each allow, the smallest of the three, how often each is the smallest, and the input that
-- matters most. Decision: unused dies and memory are carried to the next year, so a year's limits are those
-- after what was made before; of limits that tie, logic counts before memory before packaging. What is made is not what
-- is sold: the rest is stock. A scenario says whether it counts dies that TSMC made and foreign memory.
-- The query is macro supply_sum_rows in macros/rows/accelerator_supply.sql, since capacity.supply_what_if asks it of
-- other draws.
with
{{ supply_sum_rows(ref('int_supply_draws')) }},

assumed as (
    select
        scenario_id,
        year,
        count(*) as input_count,
        count(*) filter (where is_assumption) as assumption_count,
        {{ weakest_confidence('confidence') }} as confidence,
        {{ counts_foreign() }},
        max(null_reason) filter (where parameter = 'packages_per_year') as packaging_null_reason,
        max(null_reason_code) filter (where parameter = 'packages_per_year') as packaging_null_reason_code
    from {{ ref('supply_inputs') }}
    group by scenario_id, year
),

-- a claimant counts once, whichever packages it counts; plans and hearsay are no estimates
outside as (
    select
        scenario_id,
        year,
        count(distinct claimant_group) as claimant_count,
        count(distinct claimant_group) filter (where high_percentile_share < 0.5) as below_median_count,
        count(distinct claimant_group) filter (where high_percentile_share < 0.05) as below_p5_count
    from {{ ref('supply_checks') }}
    where
        kind in ('measured', 'estimate', 'forecast')
        and measured_in not in ('packages_sold_by_revenue', 'domestic_stacks')
    group by scenario_id, year
)

select
    s.year,
    s.scenario_id,
    n.kind as scenario_kind,
    n.label as scenario_label,
    a.counts_foreign_dies,
    a.counts_foreign_memory,
    {{ supply_count_columns() }},
    a.packaging_null_reason,
    a.packaging_null_reason_code,
    {{ supply_binds_columns() }},
    i.parameter as most_sensitive_input,
    i.label as most_sensitive_label,
    i.rank_correlation as most_sensitive_rank_correlation,
    i.rests_on as most_sensitive_rests_on,
    cast(a.input_count as integer) as input_count,
    cast(a.assumption_count as integer) as assumption_count,
    cast(coalesce(o.claimant_count, 0) as integer) as outside_claimant_count,
    cast(coalesce(o.below_median_count, 0) as integer) as outside_below_median_count,
    cast(coalesce(o.below_p5_count, 0) as integer) as outside_below_p5_count,
    {{ supply_draws_columns() }},
    n.note,
    n.source_id,
    a.confidence
from summed_up as s
inner join assumed as a on s.scenario_id = a.scenario_id and s.year = a.year
inner join {{ ref('int_supply_scenarios') }} as n on s.scenario_id = n.scenario_id
left join outside as o on s.scenario_id = o.scenario_id and s.year = o.year
left join {{ ref('supply_sensitivity') }} as i
    on s.scenario_id = i.scenario_id and s.year = i.year and i.importance = 1 and s.units[1] < s.units[3]
order by s.year, n.position
