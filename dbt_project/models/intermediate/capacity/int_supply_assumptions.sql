-- Grain: scenario x year x input. Which curated assumption holds: a scenario is the base with what it changes, and a
-- row of the year takes precedence over one of every year.
{{ config(materialized='view') }}
with
years as (
    select distinct year
    from {{ ref('stg_reference__supply_assumptions') }}
    where scenario_id = 'base' and year is not null
),

candidates as (
    select
        s.scenario_id,
        cast(y.year as integer) as year,
        a.parameter,
        a.distribution,
        a.basis,
        a.low,
        a.mode,
        a.high,
        a.note,
        a.source_id,
        a.confidence,
        row_number() over (
            partition by s.scenario_id, y.year, a.parameter
            order by a.scenario_id = 'base', a.year is null
        ) as rank
    from {{ ref('stg_reference__supply_scenarios') }} as s
    cross join years as y
    inner join {{ ref('stg_reference__supply_assumptions') }} as a
        on a.scenario_id in (s.scenario_id, 'base') and (y.year = a.year or a.year is null)
)

select
    c.scenario_id,
    c.year,
    c.parameter,
    c.distribution,
    c.basis,
    c.low,
    c.mode,
    c.high,
    c.note,
    c.source_id,
    c.confidence,
    p.label,
    p.unit,
    p.limits,
    p.correlation_group,
    p.correlation_weight
from candidates as c
inner join {{ ref('stg_reference__supply_parameters') }} as p on c.parameter = p.parameter
where c.rank = 1
