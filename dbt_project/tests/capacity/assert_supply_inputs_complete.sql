-- Every scenario has every input in every year, in order and within its bounds. There is no other input:
-- supply_parameters.csv and macro supply_parameters have the same list. Low, mode and high are ordered, and null only
-- where there is no limit; shares are between 0 and 1; a fixed input has one value. A number without a claim has a note
-- that gives its basis.
with
named as (
    select unnest([{{ "'" ~ supply_parameters() | join("', '") ~ "'" }}]) as parameter
),

years as (
    select distinct year
    from {{ ref('supply_inputs') }}
),

needed as (
    select
        s.scenario_id,
        y.year,
        n.parameter
    from {{ ref('stg_reference__supply_scenarios') }} as s
    cross join years as y
    cross join named as n
)

select
    coalesce(n.scenario_id, i.scenario_id) as scenario_id,
    coalesce(n.year, i.year) as year,
    coalesce(n.parameter, i.parameter) as parameter,
    i.low,
    i.mode,
    i.high
from needed as n
full join {{ ref('supply_inputs') }} as i
    on n.scenario_id = i.scenario_id and n.year = i.year and n.parameter = i.parameter
where
    n.parameter is null
    or i.parameter is null
    or (i.basis = 'no_limit') != (i.low is null)
    or (i.low is null) != (i.mode is null)
    or (i.low is null) != (i.high is null)
    or i.low > i.mode
    or i.mode > i.high
    or i.low < 0
    or (i.unit = 'share' and i.high > 1)
    or (i.distribution = 'fixed') != (i.low is not distinct from i.high)
    or (i.claim_ids = '' and i.note is null)
