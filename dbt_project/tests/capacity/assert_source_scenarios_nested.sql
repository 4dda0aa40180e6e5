-- Up to any year no draw makes more without a foreign source than with it, and the four scenarios of sources count the
-- sources that they name. A scenario called domestic that counted foreign dies or memory would make as much as the
-- base.
with
expected as (
    select
        s.scenario_id,
        s.counts_foreign_dies,
        s.counts_foreign_memory
    from (
        values
        ('base', true, true),
        ('no_die_bank', false, true),
        ('no_foreign_memory', true, false),
        ('domestic_only', false, false)
    ) as s (scenario_id, counts_foreign_dies, counts_foreign_memory)
),

counted as (
    select
        scenario_id,
        year,
        {{ counts_foreign() }}
    from {{ ref('supply_inputs') }}
    group by scenario_id, year
),

nested as (
    select
        n.less,
        n.more
    from (
        values
        ('domestic_only', 'no_die_bank'),
        ('domestic_only', 'no_foreign_memory'),
        ('no_die_bank', 'base'),
        ('no_foreign_memory', 'base')
    ) as n (less, more)
)

select
    e.scenario_id,
    c.year,
    null as draw
from expected as e
left join counted as c on e.scenario_id = c.scenario_id
where
    c.scenario_id is null
    or e.counts_foreign_dies != c.counts_foreign_dies
    or e.counts_foreign_memory != c.counts_foreign_memory

union all

select
    a.scenario_id,
    a.year,
    a.draw
from nested as n
inner join {{ ref('int_supply_draws') }} as a on n.less = a.scenario_id
inner join {{ ref('int_supply_draws') }} as b on n.more = b.scenario_id and a.year = b.year and a.draw = b.draw
where a.dies_to_date > b.dies_to_date
