-- Under every model a larger die area and a higher defect density give a lower yield. Without defects every die is
-- good.
with
areas as (
    select unnest([1, 10, 50, 100, 200, 456.25, 665.61, 814, 1600]) as area_mm2
),

grid as (
    select
        area_mm2,
        unnest([0, 0.0001, 0.001, 0.01, 0.05, 0.09, 0.2, 0.5, 1, 2, 5]) as d0
    from areas
),

models as (
    select unnest({{ yield_models() }}) as yield_model
),

yields as (
    select
        m.yield_model,
        g.area_mm2,
        g.d0,
        {{ yield_by_model('m.yield_model', 'g.d0', 'g.area_mm2') }} as yield_share
    from grid as g
    cross join models as m
),

steps as (
    select
        *,
        lead(yield_share) over (partition by yield_model, area_mm2 order by d0) as dirtier_share,
        lead(yield_share) over (partition by yield_model, d0 order by area_mm2) as larger_share
    from yields
)

select *
from steps
where
    yield_share is null
    or yield_share <= 0 or yield_share > 1
    or (d0 = 0) != (yield_share = 1)
    or dirtier_share >= yield_share
    or (d0 > 0 and larger_share >= yield_share)
