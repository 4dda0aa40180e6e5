-- At equal defect density Seeds gives the highest yield and Poisson the lowest. Murphy and the negative binomial lie
-- between them. They are equal only without defects.
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

yields as (
    select
        d0,
        area_mm2,
        {{ yield_poisson('d0', 'area_mm2') }} as poisson,
        {{ yield_murphy('d0', 'area_mm2') }} as murphy,
        {{ yield_negative_binomial('d0', 'area_mm2') }} as negative_binomial,
        {{ yield_seeds('d0', 'area_mm2') }} as seeds
    from grid
)

select *
from yields
where
    d0 > 0
    and not (poisson < murphy and murphy < seeds and poisson < negative_binomial and negative_binomial < seeds)
