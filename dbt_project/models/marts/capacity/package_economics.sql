-- Grain: foundry x package x known-good-die assumption. What a good package costs: its dies, packaging, memory and what is
-- lost, in US dollars and relative to TSMC. With known good dies, dies are tested before they are put together and only good
-- ones are used; without, a package of several is good only if all its dies are, and a bad one takes packaging and
-- memory with it. The subtle decision: the relative range holds packaging, memory and assembly at their middles on both
-- sides, for they are the same part at either foundry. Packages whose die is not known are left out.
with
parts as (
    select
        parameter,
        cast(low as double) as low,
        cast(mode as double) as mid,
        cast(high as double) as high
    from {{ source('landing', 'die_economics_assumptions') }}
),

packages as (
    select
        d.foundry,
        d.node_class,
        p.package_id,
        p.package,
        p.vendor,
        p.die_id,
        d.made_by,
        cast(p.dies_per_package as integer) as dies_per_package,
        cast(p.hbm_gb as integer) as hbm_gb,
        k.is_known_good_die,
        d.yield_low,
        d.yield_mid,
        d.yield_high,
        d.tsmc_price_low * d.price_ratio_low / d.dies_per_wafer as candidate_low,
        d.tsmc_price_mid * d.price_ratio_mid / d.dies_per_wafer as candidate_mid,
        d.tsmc_price_high * d.price_ratio_high / d.dies_per_wafer_low as candidate_high,
        -- the relative range: the wafer price of TSMC in the middle on both sides
        d.tsmc_price_mid * d.price_ratio_low / d.dies_per_wafer as relative_candidate_low,
        d.tsmc_price_mid * d.price_ratio_high / d.dies_per_wafer as relative_candidate_high,
        a.low as packaging_low,
        a.mid as packaging_mid,
        a.high as packaging_high,
        m.low * p.hbm_gb as memory_low,
        m.mid * p.hbm_gb as memory_mid,
        m.high * p.hbm_gb as memory_high,
        y.low as assembly_low,
        y.mid as assembly_mid,
        y.high as assembly_high
    from {{ source('landing', 'chip_packages') }} as p
    inner join {{ ref('int_die_yields') }} as d on p.die_id = d.die_id
    inner join parts as a on a.parameter = if(p.dies_per_package = 1, 'packaging_one_die', 'packaging_two_dies')
    inner join parts as m on m.parameter = 'memory_per_gb'
    inner join parts as y on y.parameter = 'assembly_yield'
    cross join (select unnest([true, false]) as is_known_good_die) as k
),

costs as (
    select
        *
        {%- for cost, candidate, yield, rest, assembly in [
            ('cost_low', 'candidate_low', 'yield_high', 'low', 'assembly_high'),
            ('cost_mid', 'candidate_mid', 'yield_mid', 'mid', 'assembly_mid'),
            ('cost_high', 'candidate_high', 'yield_low', 'high', 'assembly_low'),
            ('relative_low', 'relative_candidate_low', 'yield_high', 'mid', 'assembly_mid'),
            ('relative_high', 'relative_candidate_high', 'yield_low', 'mid', 'assembly_mid'),
        ] %},
        if(
            is_known_good_die,
            dies_per_package * {{ candidate }} / {{ yield }} + packaging_{{ rest }} + memory_{{ rest }},
            (dies_per_package * {{ candidate }} + packaging_{{ rest }} + memory_{{ rest }})
            / power({{ yield }}, dies_per_package)
        ) / {{ assembly }} as {{ cost }}
        {%- endfor %}
    from packages
)

select
    c.foundry,
    c.node_class,
    c.package_id,
    c.package,
    c.vendor,
    c.die_id,
    c.foundry = c.made_by as is_made_there,
    c.is_known_good_die,
    c.dies_per_package,
    c.hbm_gb,
    cast(power(c.yield_low, c.dies_per_package) as decimal(9, 6)) as all_dies_good_low_share,
    cast(power(c.yield_mid, c.dies_per_package) as decimal(9, 6)) as all_dies_good_mid_share,
    cast(power(c.yield_high, c.dies_per_package) as decimal(9, 6)) as all_dies_good_high_share,
    {{ usd('c.packaging_low') }} as packaging_low_usd,
    {{ usd('c.packaging_mid') }} as packaging_mid_usd,
    {{ usd('c.packaging_high') }} as packaging_high_usd,
    {{ usd('c.memory_low') }} as memory_low_usd,
    {{ usd('c.memory_mid') }} as memory_mid_usd,
    {{ usd('c.memory_high') }} as memory_high_usd,
    {{ usd('c.cost_low') }} as cost_per_package_low_usd,
    {{ usd('c.cost_mid') }} as cost_per_package_mid_usd,
    {{ usd('c.cost_high') }} as cost_per_package_high_usd,
    cast(if(c.foundry = 'TSMC' and c.yield_mid is not null, 1, c.relative_low / t.relative_high) as decimal(12, 4)) as cost_relative_to_tsmc_low,
    cast(if(c.foundry = 'TSMC' and c.yield_mid is not null, 1, c.cost_mid / t.cost_mid) as decimal(12, 4)) as cost_relative_to_tsmc_mid,
    cast(if(c.foundry = 'TSMC' and c.yield_mid is not null, 1, c.relative_high / t.relative_low) as decimal(12, 4)) as cost_relative_to_tsmc_high,
    case
        when c.yield_mid is null then 'no claim gives this process a defect density'
        when t.yield_mid is null then 'no claim gives TSMC''s process a defect density'
    end as null_reason
from costs as c
left join costs as t
    on c.package_id = t.package_id and c.is_known_good_die = t.is_known_good_die and t.foundry = 'TSMC'
order by c.package_id, c.foundry, c.is_known_good_die
