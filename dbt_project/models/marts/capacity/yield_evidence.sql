-- Grain: claim. Every claim about a yield, as it was made and as it compares: its definition, kind, date, claimant and
-- reliability, the defect density that it means under the default model (capacity.yield_normalised has all four) and
-- the yields which that gives on common dies. A claim that cannot be normalised, or does not count, has the reason.
with
normalised as (
    select
        claim_id,
        any_value(d0_low_per_cm2) as d0_low_per_cm2,
        any_value(d0_mid_per_cm2) as d0_mid_per_cm2,
        any_value(d0_high_per_cm2) as d0_high_per_cm2,
        any_value(yield_low_share) filter (where common_area_mm2 = 100) as yield_on_100mm2_low_share,
        any_value(yield_mid_share) filter (where common_area_mm2 = 100) as yield_on_100mm2_mid_share,
        any_value(yield_high_share) filter (where common_area_mm2 = 100) as yield_on_100mm2_high_share,
        any_value(yield_low_share) filter (where common_area_mm2 = 666) as yield_on_666mm2_low_share,
        any_value(yield_mid_share) filter (where common_area_mm2 = 666) as yield_on_666mm2_mid_share,
        any_value(yield_high_share) filter (where common_area_mm2 = 666) as yield_on_666mm2_high_share,
        any_value(yield_low_share) filter (where common_area_mm2 = 814) as yield_on_814mm2_low_share,
        any_value(yield_mid_share) filter (where common_area_mm2 = 814) as yield_on_814mm2_mid_share,
        any_value(yield_high_share) filter (where common_area_mm2 = 814) as yield_on_814mm2_high_share
    from {{ ref('yield_normalised') }}
    where is_default_model and is_default_reading
    group by claim_id
)

select
    c.claim_id,
    c.foundry,
    c.node,
    c.node_class,
    c.product,
    c.product_class,
    c.products,
    c.dies_per_package,
    c.die_area_mm2,
    c.area_source,
    c.counted,
    c.kind,
    c.low_share,
    c.low_bound,
    c.point_share,
    c.high_share,
    c.high_bound,
    cast(c.least_share as decimal(9, 6)) as yield_low_share,
    c.middle_share as yield_mid_share,
    cast(c.most_share as decimal(9, 6)) as yield_high_share,
    n.d0_low_per_cm2,
    n.d0_mid_per_cm2,
    n.d0_high_per_cm2,
    n.yield_on_100mm2_low_share,
    n.yield_on_100mm2_mid_share,
    n.yield_on_100mm2_high_share,
    n.yield_on_666mm2_low_share,
    n.yield_on_666mm2_mid_share,
    n.yield_on_666mm2_high_share,
    n.yield_on_814mm2_low_share,
    n.yield_on_814mm2_mid_share,
    n.yield_on_814mm2_high_share,
    c.normalisation_reason,
    c.exclusion_reason is null as counts_in_consensus,
    c.exclusion_reason,
    c.about_on,
    c.about_precision,
    c.known_on,
    c.known_precision,
    c.claimant,
    c.claimant_group,
    c.reliability,
    c.note,
    c.source_id,
    s.title as source_title,
    s.url as source_url,
    c.confidence
from {{ ref('int_yield_claims') }} as c
left join normalised as n on c.claim_id = n.claim_id
left join {{ ref('int_citations') }} as s on c.source_id = s.source_id
order by c.claim_id
