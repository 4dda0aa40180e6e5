-- The inputs that capacity.supply_what_if draws from, by year: those of a stored scenario, and the ranges [low,
-- likeliest, high] that are asked for instead, from a year on. Decision: a scenario, an input or a range that means
-- nothing is an error, never an empty answer; packages_per_year alone may be null, which is no limit.
{{ config(materialized='table_macro', parameters=['scenario', 'changes', 'from_year'], contract={'enforced': false}) }}
with
stored as (
    select * from {{ published('supply_inputs') }}
),

parameters as (
    select distinct
        parameter,
        unit,
        correlation_group,
        correlation_weight
    from stored
),

changed as (
    select
        entry.key as parameter,
        entry.value as bounds
    from (select unnest(map_entries(cast(changes as map (varchar, double[])))) as entry) as entries
),

faults as (
    select
        string_agg(
            case
                when p.parameter is null
                    then 'the input ' || c.parameter || ' is unknown; write a parameter of capacity.supply_inputs'
                when c.bounds is null and c.parameter = 'packages_per_year' then null
                when
                    len(c.bounds) = 3 and 0 <= c.bounds[1] and c.bounds[1] <= c.bounds[2] and c.bounds[2] <= c.bounds[3]
                    and c.bounds[3] <= case when p.unit = 'share' then 1 else {{ no_limit() }} end
                    and (c.parameter != 'stacks_per_die' or c.bounds[1] > 0)
                    then null
                else
                    'the range ' || coalesce(cast(c.bounds as varchar), 'null') || ' of ' || c.parameter
                    || ' cannot be drawn from; write [low, likeliest, high] in this order, in the unit ' || p.unit
                    || case when p.unit = 'share' then ', from 0 to 1' else ', above 0' end
            end, '; ' order by c.parameter
        ) as message
    from changed as c
    left join parameters as p on c.parameter = p.parameter
),

question as (
    select
        cast(scenario as varchar) as scenario_id,
        cast(from_year as integer) as first_year
),

simulated as (
    select
        list(distinct scenario_id) as scenario_ids,
        max(year) as last_year
    from stored
),

asked as (
    select
        q.first_year,
        case
            when q.scenario_id is null or not list_contains(s.scenario_ids, q.scenario_id)
                then error(
                    'supply_what_if: the scenario ' || coalesce(q.scenario_id, 'null')
                    || ' is unknown; write a scenario_id of capacity.supply_inputs'
                )
            when q.first_year > s.last_year
                then error(
                    'supply_what_if: nothing is simulated from ' || q.first_year || ' on; the last year is '
                    || s.last_year
                )
            when f.message is not null then error('supply_what_if: ' || f.message)
            else q.scenario_id
        end as scenario_id
    from question as q
    cross join simulated as s
    cross join faults as f
)

select
    'what_if' as scenario_id,
    a.scenario_id as from_scenario_id,
    i.year,
    i.parameter,
    c.parameter is not null and i.year >= coalesce(a.first_year, i.year) as is_changed,
    case when is_changed then c.bounds[1] else i.low end as low,
    case when is_changed then c.bounds[2] else i.mode end as mode,
    case when is_changed then c.bounds[3] else i.high end as high,
    case when is_changed then 'no limit was asked for' else i.null_reason end as null_reason,
    not is_changed and i.is_assumption as is_assumption
from asked as a
inner join stored as i on a.scenario_id = i.scenario_id
left join changed as c on i.parameter = c.parameter
order by i.year, i.parameter
