-- A higher yield reduces the cumulative number of accelerators in no draw. The yield of every draw is raised by a
-- tenth. In a single year the number may fall, because earlier packages used the memory. Tested on the first 2 000
-- draws.
with
some_draws as (
    select *
    from {{ ref('int_supply_uniforms') }}
    where draw <= 2000
),

raised as (
    select *
    from (
        with recursive
        {{ supply_draw_rows(ref('supply_inputs'), 'some_draws', yield_factor=1.1) }}
    ) as with_more_yield
)

select
    r.scenario_id,
    r.year,
    r.draw,
    r.dies_to_date as with_more_yield,
    d.dies_to_date
from raised as r
inner join {{ ref('int_supply_draws') }} as d
    on r.scenario_id = d.scenario_id and r.year = d.year and r.draw = d.draw and d.draw <= 2000
where r.dies_to_date < d.dies_to_date
