-- Converting a yield to a defect density and back gives the yield again, within 1e-9. Tested for every model from 0.001
-- to 0.999. A yield of 1 is a defect density of 0; a yield of 0 has no defect density.
with
areas as (
    select unnest([17.92, 100, 665.61, 814]) as area_mm2
),

grid as (
    select
        area_mm2,
        unnest(range(0, 1001)) / 1000 as yield_share
    from areas
),

models as (
    select unnest({{ yield_models() }}) as yield_model
),

densities as (
    select
        m.yield_model,
        g.area_mm2,
        g.yield_share,
        {{ defect_density_by_model('m.yield_model', 'g.yield_share', 'g.area_mm2') }} as d0
    from grid as g
    cross join models as m
),

returned as (
    select
        *,
        {{ yield_by_model('yield_model', 'd0', 'area_mm2') }} as returned_share
    from densities
)

select *
from returned
where
    case
        when yield_share = 0 then d0 is not null
        when yield_share = 1 then d0 is distinct from 0
        else coalesce(abs(returned_share - yield_share), 1) > 1e-9
    end
