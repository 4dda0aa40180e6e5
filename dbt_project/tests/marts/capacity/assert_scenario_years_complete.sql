-- Each scenario is simulated for every year of its inputs, in supply and in substitution.
with
years as (
    select distinct year
    from {{ ref('stg_reference__supply_assumptions') }}
    where scenario_id = 'base' and year is not null
),

wanted as (
    select
        s.scenario_id,
        y.year
    from {{ ref('stg_reference__supply_scenarios') }} as s
    cross join years as y
),

made as (
    select
        'accelerator_supply' as table_name,
        scenario_id,
        year
    from {{ ref('accelerator_supply') }}

    union all

    select
        'substitution' as table_name,
        scenario_id,
        year
    from {{ ref('substitution') }}
)

select
    t.table_name,
    w.scenario_id,
    w.year
from wanted as w
cross join (values ('accelerator_supply'), ('substitution')) as t (table_name)
anti join made as m on t.table_name = m.table_name and w.scenario_id = m.scenario_id and w.year = m.year
