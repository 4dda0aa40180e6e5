-- One row per claim about a yield, with the die that it is about and whether it counts in a consensus.
-- Decisions: a claim that gives no area takes that of the products it names, if their dies are all of one known area; a
-- claim about a class of products takes none. What counts is decided by kind, reliability and figures, not by hand; the
-- first reason that applies is given.
{%- set of_packages = "'it counts packages, and how many dies one has is not known'" %}
with
named as (
    select
        claim_id,
        unnest(string_split(chip_packages, ';')) as package_id
    from {{ ref('int_yield_estimates') }}
    where chip_packages is not null
),

products as (
    select
        n.claim_id,
        string_agg(p.package, '; ' order by p.package_id) as products,
        case
            when count(p.area_mm2) = count(*) and count(distinct p.area_mm2) = 1
                then cast(any_value(p.area_mm2) as decimal(9, 2))
        end as area_mm2,
        count(distinct p.area_mm2) > 1 as has_several_areas,
        cast(if(count(distinct p.dies_per_package) <= 1, max(p.dies_per_package), null) as integer) as dies_per_package
    from named as n
    inner join {{ ref('int_chip_packages') }} as p on n.package_id = p.package_id
    group by n.claim_id
)

select
    c.claim_id,
    c.foundry,
    c.node,
    c.node_class,
    c.product,
    c.product_class,
    c.chip_packages,
    c.counted,
    c.kind,
    c.low_share,
    c.low_bound,
    c.point_share,
    c.high_share,
    c.high_bound,
    c.d0_low_per_cm2,
    c.d0_high_per_cm2,
    c.d0_least_per_cm2,
    c.d0_most_per_cm2,
    c.d0_middle_per_cm2,
    c.least_share,
    c.middle_share,
    c.most_share,
    c.about_on,
    c.about_precision,
    c.known_on,
    c.known_precision,
    c.claimant,
    c.claimant_group,
    c.reliability,
    c.note,
    c.source_id,
    c.confidence,
    p.products,
    p.dies_per_package,
    coalesce(c.die_area_mm2, p.area_mm2) as die_area_mm2,
    case
        when c.die_area_mm2 is not null then 'claim'
        when p.area_mm2 is not null then 'named_product'
    end as area_source,
    case
        when c.d0_middle_per_cm2 is not null then null
        when c.least_share is null then 'the claim gives no figure'
        when c.counted = 'good_packages' and p.dies_per_package is null then {{ of_packages }}
        when c.die_area_mm2 is null and p.has_several_areas then 'the products that it names have dies of several areas'
        when c.die_area_mm2 is null and p.area_mm2 is null and p.products is not null
            then 'no die area is known for the product'
        when c.die_area_mm2 is null and p.area_mm2 is null then 'the claim names no product of known die area'
    end as normalisation_reason,
    case
        when c.kind = 'article' then 'the article is what is tested'
        when c.kind = 'rumour' then 'a rumour without a named source'
        when c.kind = 'target' then 'a target, not a state'
        when c.confidence in ('memory', 'none_found') then 'from memory alone'
        when c.reliability = 1 then 'reliability 1: hearsay'
        when c.node_class = 'mixed' then 'one figure for two generations of process'
        when c.least_share is null and c.d0_middle_per_cm2 is null then 'the claim gives no figure'
        when c.middle_share is null and c.d0_middle_per_cm2 is null then 'open at one end: it has no middle'
        when c.counted = 'good_packages' and p.dies_per_package is null then {{ of_packages }}
    end as exclusion_reason
from {{ ref('int_yield_estimates') }} as c
left join products as p on c.claim_id = p.claim_id
