-- One row per claim about a yield, with the bounds that it leaves open filled by what a share can be.
-- Decisions: a claim counts as known from the last day of the month, quarter or year in which it was made, or from the
-- day on which it was read where that has not ended; a point is read as itself and five points of a hundred either way,
-- since its makers round to tens; an open end gives no middle. A defect density is read to half its last digit.
{{ config(materialized='view') }}
with
dated as (
    select
        *,
        {{ known_from('known_date', 'known_precision', 'yield_estimates') }} as known_on,
        {{ last_day_of('about_date', 'about_precision') }} as about_on
    from {{ ref('stg_reference__yield_estimates') }}
)

select
    claim_id,
    foundry,
    node,
    node_class,
    product,
    product_class,
    chip_packages,
    cast(die_area_mm2 as decimal(9, 2)) as die_area_mm2,
    counted,
    kind,
    low_share,
    low_bound,
    point_share,
    high_share,
    high_bound,
    cast(d0_low_per_cm2 as double) as d0_low_per_cm2,
    cast(d0_high_per_cm2 as double) as d0_high_per_cm2,
    if(d0_low_per_cm2 is null, null, greatest(cast(d0_low_per_cm2 as double) - 0.005, 0)) as d0_least_per_cm2,
    cast(d0_high_per_cm2 as double) + 0.005 as d0_most_per_cm2,
    cast(d0_low_per_cm2 + d0_high_per_cm2 as double) / 2 as d0_middle_per_cm2,
    case
        when point_share is not null then coalesce(low_share, greatest(point_share - 0.05, 0))
        when low_share is not null or high_share is not null then coalesce(low_share, 0)
    end as least_share,
    case
        when point_share is not null then point_share
        when high_bound != 'beyond' then cast((low_share + high_share) / 2 as decimal(9, 6))
    end as middle_share,
    case
        when point_share is not null then coalesce(high_share, least(point_share + 0.05, 1))
        when high_bound = 'beyond' then 1
        when low_share is not null or high_share is not null then coalesce(high_share, 1)
    end as most_share,
    about_on,
    about_precision,
    known_on,
    known_precision,
    claimant,
    claimant_group,
    cast(reliability as integer) as reliability,
    note,
    source_id,
    confidence
from dated
