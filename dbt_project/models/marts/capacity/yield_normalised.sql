-- Grain: claim x reading x yield model x common die area. Claims made comparable: the defect density that a yield on a
-- known die means under each model, and the yield which that density gives on 100, 666 and 814 mm2. Claims without a
-- figure or a die area are not here; capacity.yield_evidence has the reason. Decision: a yield of a product
-- with several dies that does not say what it counts is read twice, as a share of dies and as a share of packages put
-- together from untested dies (the root of it is then the die's). The first is the default. A high yield is a low
-- density.
with
readings as (
    select
        *,
        unnest(
            case
                when counted = 'good_packages' then ['package']
                when counted = 'unspecified' and dies_per_package > 1 then ['die', 'package']
                else ['die']
            end
        ) as reading
    from {{ ref('int_yield_claims') }}
    where normalisation_reason is null
),

die_yields as (
    select
        *,
        reading = 'die' or counted = 'good_packages' as is_default_reading,
        power(cast(least_share as double), if(reading = 'package', 1.0 / dies_per_package, 1)) as least_die_share,
        power(cast(middle_share as double), if(reading = 'package', 1.0 / dies_per_package, 1)) as middle_die_share,
        power(cast(most_share as double), if(reading = 'package', 1.0 / dies_per_package, 1)) as most_die_share
    from readings
),

models as (
    select unnest({{ yield_models() }}) as yield_model
),

densities as (
    select
        y.*,
        m.yield_model,
        coalesce(
            y.d0_least_per_cm2, {{ defect_density_by_model('m.yield_model', 'y.most_die_share', 'y.die_area_mm2') }}
        ) as d0_low_per_cm2,
        coalesce(
            y.d0_middle_per_cm2, {{ defect_density_by_model('m.yield_model', 'y.middle_die_share', 'y.die_area_mm2') }}
        ) as d0_mid_per_cm2,
        coalesce(
            y.d0_most_per_cm2, {{ defect_density_by_model('m.yield_model', 'y.least_die_share', 'y.die_area_mm2') }}
        ) as d0_high_per_cm2
    from (
        select * exclude (d0_low_per_cm2, d0_high_per_cm2)
        from die_yields
    ) as y
    cross join models as m
),

common_areas as (
    select unnest({{ common_die_areas() }}) as common_area_mm2
)

select
    d.claim_id,
    d.foundry,
    d.node_class,
    d.product,
    d.kind,
    d.claimant,
    d.known_on,
    d.reading,
    d.is_default_reading,
    d.yield_model,
    d.yield_model = '{{ default_yield_model() }}' as is_default_model,
    d.die_area_mm2,
    cast(d.d0_low_per_cm2 as decimal(15, 9)) as d0_low_per_cm2,
    cast(d.d0_mid_per_cm2 as decimal(15, 9)) as d0_mid_per_cm2,
    cast(d.d0_high_per_cm2 as decimal(15, 9)) as d0_high_per_cm2,
    cast(a.common_area_mm2 as integer) as common_area_mm2,
    coalesce(
        cast({{ yield_by_model('d.yield_model', 'd.d0_high_per_cm2', 'a.common_area_mm2') }} as decimal(9, 6)), 0
    ) as yield_low_share,
    cast({{ yield_by_model('d.yield_model', 'd.d0_mid_per_cm2', 'a.common_area_mm2') }} as decimal(9, 6))
        as yield_mid_share,
    cast({{ yield_by_model('d.yield_model', 'd.d0_low_per_cm2', 'a.common_area_mm2') }} as decimal(9, 6))
        as yield_high_share,
    d.source_id,
    d.confidence
from densities as d
cross join common_areas as a
order by d.claim_id, d.reading, d.yield_model, a.common_area_mm2
