-- Every yield claim has its rows: readings, models and areas of a claim, days of a consensus, costs of a die and of a
-- package, pairs of claims. A normalised claim has every reading, model and common die area. A foundry, node and
-- product with a claim has a consensus on every day from the claim on. A die has its cost at every foundry with a
-- price, a package two costs. Two claims with figures on one process are a pair.
with
spoken_of as (
    select
        foundry,
        node_class,
        'product' as scope,
        known_on,
        unnest(string_split(coalesce(products, product), '; ')) as product
    from {{ ref('yield_evidence') }}
    where
        node_class != 'mixed' and product_class != 'process'
        and not (counted = 'defect_density' and products is null)

    union all

    select
        foundry,
        node_class,
        'node' as scope,
        known_on,
        'all dies' as product
    from {{ ref('yield_evidence') }}
    where node_class != 'mixed' and d0_mid_per_cm2 is not null
),

days as (
    select distinct as_of
    from {{ ref('yield_consensus') }}
),

missing as (
    select
        'yield_normalised' as table_name,
        e.claim_id as what
    from {{ ref('yield_evidence') }} as e
    left join {{ ref('yield_normalised') }} as n on e.claim_id = n.claim_id
    where e.normalisation_reason is null
    group by e.claim_id
    having
        count(*) != {{ yield_models() | length * common_die_areas() | length }} * count(distinct n.reading)
        or count(distinct n.reading)
        != if(any_value(e.counted) = 'unspecified' and coalesce(any_value(e.dies_per_package), 1) > 1, 2, 1)

    union all

    select
        'yield_consensus' as table_name,
        s.foundry || ', ' || s.node_class || ', ' || s.product || ', ' || d.as_of as what
    from spoken_of as s
    inner join days as d on s.known_on <= d.as_of
    anti join {{ ref('yield_consensus') }} as c
        on
            s.foundry = c.foundry and s.node_class = c.node_class and s.scope = c.scope and s.product = c.product
            and d.as_of = c.as_of

    union all

    select
        'die_economics' as table_name,
        d.die_id || ', ' || r.foundry as what
    from {{ ref('stg_reference__chip_dies') }} as d
    inner join {{ ref('stg_reference__die_economics_assumptions') }} as r
        on r.parameter = 'wafer_price_ratio' and d.node_class = r.node_class
    inner join {{ ref('stg_reference__die_economics_assumptions') }} as p
        on p.parameter = 'wafer_price' and p.foundry = 'TSMC' and d.node_class = p.node_class
    anti join {{ ref('die_economics') }} as e on d.die_id = e.die_id and r.foundry = e.foundry

    union all

    select
        'package_economics' as table_name,
        p.package_id || ', ' || d.foundry as what
    from {{ ref('stg_reference__chip_packages') }} as p
    inner join {{ ref('die_economics') }} as d on p.die_id = d.die_id
    left join {{ ref('package_economics') }} as e on p.package_id = e.package_id and d.foundry = e.foundry
    group by p.package_id, d.foundry
    having count(e.package_id) != 2

    union all

    select
        'yield_conflicts' as table_name,
        a.claim_id || ', ' || b.claim_id as what
    from {{ ref('yield_evidence') }} as a
    inner join {{ ref('yield_evidence') }} as b
        on a.foundry = b.foundry and a.node_class = b.node_class and a.claim_id < b.claim_id
    anti join {{ ref('yield_conflicts') }} as c on a.claim_id = c.claim_id and b.claim_id = c.other_claim_id
    where
        a.node_class != 'mixed'
        and coalesce(a.yield_low_share, a.d0_mid_per_cm2) is not null
        and coalesce(b.yield_low_share, b.d0_mid_per_cm2) is not null
)

select *
from missing
