-- Grain: year x scenario. What China can make against what it imports under licence or could import before one was
-- needed: in chips, and in H20 equivalents by compute, memory bandwidth and memory capacity; and from which year on the
-- domestic middle passes the import base, the largest documented year of imports. Decisions: a package of
-- two dies counts as what its dies and memory do, not as one; a base counts as passed only if it stays passed to the
-- last year simulated. Whether dies that TSMC made and foreign memory are counted as domestic is said beside it.
{% set measures = ['units', 'compute', 'bandwidth', 'memory'] -%}
with
h20 as (
    select
        cast(c.total_processing_performance as double) as compute,
        cast(c.memory_bandwidth_gb_per_s as double) as bandwidth,
        cast(c.hbm_gb as double) as memory
    from {{ ref('int_chips') }} as c
    where c.chip_id = 'h20_96gb'
),

ascend as (
    select
        c.dies_per_package,
        c.total_processing_performance / h.compute as compute,
        c.memory_bandwidth_gb_per_s / h.bandwidth as bandwidth,
        c.hbm_gb / h.memory as memory
    from {{ ref('int_chips') }} as c
    cross join h20 as h
    where c.chip_id in ('ascend_910b', 'ascend_910c')
),

draws as (
    select
        d.scenario_id,
        d.year,
        d.units,
        {{ for_each(
            measures[1:], 'd.units * ((2 - d.dies_per_package) * one.[] + (d.dies_per_package - 1) * two.[]) as []'
        ) }}
    from {{ ref('int_supply_draws') }} as d
    inner join ascend as one on one.dies_per_package = 1
    inner join ascend as two on two.dies_per_package = 2
),

domestic as (
    select
        scenario_id,
        year,
        {{ for_each(measures, 'quantile_cont([], [0.05, 0.5, 0.95]) as []') }}
    from draws
    group by scenario_id, year
),

import_base as (
    select
        {{ for_each(measures, 'max_by(year, []_point) as []_year') }},
        {{ for_each(measures, 'max([]_point) as []') }}
    from {{ ref('int_imports_by_year') }}
),

-- the last year in which the domestic middle lies below the base; the year after is the first of those that pass
last_below as (
    select
        d.scenario_id,
        max(d.year) as last_year,
        min(d.year) as first_year,
        {{ for_each(measures, 'max(d.year) filter (where d.[][2] < b.[]) as []') }}
    from domestic as d
    cross join import_base as b
    group by d.scenario_id
),

confidences as (
    select
        scenario_id,
        year,
        {{ weakest_confidence('confidence') }} as confidence,
        {{ counts_foreign() }}
    from {{ ref('supply_inputs') }}
    group by scenario_id, year
),

fifths as (
    select
        scenario_id,
        year,
        max(low_fifth_units_p50) filter (where parameter = 'die_yield') as yield_low,
        max(high_fifth_units_p50) filter (where parameter = 'die_yield') as yield_high,
        max(low_fifth_units_p50) filter (where parameter = 'hbm_huawei_share') as hbm_low,
        max(high_fifth_units_p50) filter (where parameter = 'hbm_huawei_share') as hbm_high
    from {{ ref('supply_sensitivity') }}
    group by scenario_id, year
)

select
    d.year,
    d.scenario_id,
    n.kind as scenario_kind,
    n.label as scenario_label,
    u.counts_foreign_dies,
    u.counts_foreign_memory,
    {%- for measure in measures %}
        {%- set name = measure if measure == 'units' else 'h20e_by_' ~ measure %}
        {{ percentiles('d.' ~ measure, 'domestic_' ~ name) }},
        cast(round(i.{{ measure }}_low) as bigint) as imported_{{ name }}_low,
        cast(round(i.{{ measure }}_point) as bigint) as imported_{{ name }}_point,
        cast(round(i.{{ measure }}_high) as bigint) as imported_{{ name }}_high,
        cast(b.{{ measure }}_year as integer) as base_{{ name }}_year,
        cast(round(b.{{ measure }}) as bigint) as base_{{ name }},
        cast(case
            when p.{{ measure }} is null then p.first_year
            when p.{{ measure }} < p.last_year then p.{{ measure }} + 1
        end as integer) as passes_{{ name }}_from_year,
    {%- endfor %}
    i.chips as imported_chips,
    {{ for_each(measures[1:], 'i.left_out_of_[]') }},
    i.documented_until as imports_documented_until,
    case
        when i.year is null then 'nothing is known yet of imports in that year'
        else i.null_reason
    end as imported_null_reason,
    if(i.year is null, 'imports_not_known_yet', i.null_reason_code) as imported_null_reason_code,
    f.yield_low as low_yield_units_p50,
    f.yield_high as high_yield_units_p50,
    f.hbm_low as low_hbm_units_p50,
    f.hbm_high as high_hbm_units_p50,
    n.source_id,
    u.confidence
from domestic as d
cross join import_base as b
inner join last_below as p on d.scenario_id = p.scenario_id
inner join {{ ref('int_supply_scenarios') }} as n on d.scenario_id = n.scenario_id
left join {{ ref('int_imports_by_year') }} as i on d.year = i.year
left join confidences as u on d.scenario_id = u.scenario_id and d.year = u.year
left join fifths as f on d.scenario_id = f.scenario_id and d.year = f.year
order by d.year, n.position
