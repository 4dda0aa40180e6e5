-- Grain: foundry x package x known-good-die assumption. What a good package costs: its dies, packaging, memory and what
-- is lost, in US dollars and relative to TSMC. With known good dies, dies are tested before they are put together and
-- only good ones are used; without, a package of several is good only if all its dies are, and a bad one takes
-- packaging and memory with it. Decision: the relative range holds packaging, memory and assembly at their
-- middles on both sides, for they are the same part at either foundry. Packages whose die is not known are left out.
with
parts as (
    select
        parameter,
        cast(low as double) as low,
        cast(mode as double) as mid,
        cast(high as double) as high
    from {{ ref('int_die_economics_assumptions') }}
),

-- as sure as the least sure of packaging, memory and assembly
confidences as (
    select {{ weakest_confidence('confidence') }} as confidence
    from {{ ref('int_die_economics_assumptions') }}
    where parameter in ('packaging_one_die', 'packaging_two_dies', 'memory_per_gb', 'assembly_yield')
),

assumptions as (
    select unnest([true, false]) as is_known_good_die
),

packages as (
    select
        d.foundry,
        d.node_class,
        p.package_id,
        p.package,
        p.vendor,
        p.die_id,
        p.source_id,
        {{ weaker_confidence('p.confidence', 'u.confidence') }} as confidence,
        d.made_by,
        cast(p.dies_per_package as integer) as dies_per_package,
        cast(p.hbm_gb as integer) as hbm_gb,
        k.is_known_good_die,
        d.yield_low,
        d.yield_mid,
        d.yield_high,
        {{ dies_with_a_cost('d.dies_per_wafer') }} as dies,
        {{ dies_with_a_cost('d.dies_per_wafer_low') }} as dies_low,
        {{ no_die_cost('d.dies_per_wafer', 'd.yield_mid') }} as no_die_cost,
        d.tsmc_price_low * d.price_ratio_low / dies as candidate_low,
        d.tsmc_price_mid * d.price_ratio_mid / dies as candidate_mid,
        d.tsmc_price_high * d.price_ratio_high / dies_low as candidate_high,
        -- the relative range: the wafer price of TSMC in the middle on both sides
        d.tsmc_price_mid * d.price_ratio_low / dies as relative_candidate_low,
        d.tsmc_price_mid * d.price_ratio_high / dies as relative_candidate_high,
        a.low as packaging_low,
        a.mid as packaging_mid,
        a.high as packaging_high,
        m.low * p.hbm_gb as memory_low,
        m.mid * p.hbm_gb as memory_mid,
        m.high * p.hbm_gb as memory_high,
        y.low as assembly_low,
        y.mid as assembly_mid,
        y.high as assembly_high
    from {{ ref('int_chip_packages') }} as p
    inner join {{ ref('int_die_yields') }} as d on p.die_id = d.die_id
    left join parts as a
        on
            (p.dies_per_package = 1 and a.parameter = 'packaging_one_die')
            or (p.dies_per_package = 2 and a.parameter = 'packaging_two_dies')
    inner join parts as m on m.parameter = 'memory_per_gb'
    inner join parts as y on y.parameter = 'assembly_yield'
    cross join confidences as u
    cross join assumptions as k
),

spent as (
    select
        *,
        -- tested dies cost what a good one costs; untested ones cost little, and whatever holds a bad one is lost
        if(is_known_good_die, yield_high, 1) as used_high,
        if(is_known_good_die, yield_mid, 1) as used_mid,
        if(is_known_good_die, nullif(yield_low, 0), 1) as used_low,
        if(is_known_good_die, 1, power(yield_high, dies_per_package)) as kept_high,
        if(is_known_good_die, 1, power(yield_mid, dies_per_package)) as kept_mid,
        if(is_known_good_die, 1, nullif(power(yield_low, dies_per_package), 0)) as kept_low,
        packaging_low + memory_low as rest_low,
        packaging_mid + memory_mid as rest_mid,
        packaging_high + memory_high as rest_high
    from packages
),

costs as (
    select
        *,
        (dies_per_package * candidate_low / used_high + rest_low) / (kept_high * assembly_high) as cost_low,
        (dies_per_package * candidate_mid / used_mid + rest_mid) / (kept_mid * assembly_mid) as cost_mid,
        (dies_per_package * candidate_high / used_low + rest_high) / (kept_low * assembly_low) as cost_high,
        (dies_per_package * relative_candidate_low / used_high + rest_mid) / (kept_high * assembly_mid) as best,
        (dies_per_package * relative_candidate_high / used_low + rest_mid) / (kept_low * assembly_mid) as worst
    from spent
),

compared as (
    select
        c.*,
        c.foundry = 'TSMC' and c.cost_mid is not null as is_itself,
        t.yield_mid as tsmc_yield_mid,
        if(is_itself, 1, c.best / t.worst) as relative_low,
        if(is_itself, 1, c.cost_mid / t.cost_mid) as relative_mid,
        if(is_itself, 1, c.worst / t.best) as relative_high
    from costs as c
    left join costs as t
        on c.package_id = t.package_id and c.is_known_good_die = t.is_known_good_die and t.foundry = 'TSMC'
)

select
    foundry,
    node_class,
    package_id,
    package,
    vendor,
    die_id,
    foundry = made_by as is_made_there,
    is_known_good_die,
    dies_per_package,
    hbm_gb,
    cast(power(yield_low, dies_per_package) as decimal(9, 6)) as all_dies_good_low_share,
    cast(power(yield_mid, dies_per_package) as decimal(9, 6)) as all_dies_good_mid_share,
    cast(power(yield_high, dies_per_package) as decimal(9, 6)) as all_dies_good_high_share,
    {{ usd('packaging_low') }} as packaging_low_usd,
    {{ usd('packaging_mid') }} as packaging_mid_usd,
    {{ usd('packaging_high') }} as packaging_high_usd,
    {{ usd('memory_low') }} as memory_low_usd,
    {{ usd('memory_mid') }} as memory_mid_usd,
    {{ usd('memory_high') }} as memory_high_usd,
    {{ usd('cost_low') }} as cost_per_package_low_usd,
    {{ usd('cost_mid') }} as cost_per_package_mid_usd,
    {{ usd('cost_high') }} as cost_per_package_high_usd,
    cast(relative_low as decimal(12, 4)) as cost_relative_to_tsmc_low,
    cast(relative_mid as decimal(12, 4)) as cost_relative_to_tsmc_mid,
    try_cast(relative_high as decimal(12, 4)) as cost_relative_to_tsmc_high,
    case
        when hbm_gb is null then 'memory_not_known'
        when packaging_mid is null then 'packaging_cost_not_assumed'
        when no_die_cost is not null then no_die_cost
        when tsmc_yield_mid is null then 'no_tsmc_defect_density'
    end as null_reason_code,
    case null_reason_code
        when 'memory_not_known' then 'the memory of the package is not known'
        when 'packaging_cost_not_assumed' then 'what the packaging of more than two dies costs is not assumed'
        else {{ no_die_cost_reason('null_reason_code') }}
    end as null_reason,
    source_id,
    confidence
from compared
order by package_id, foundry, is_known_good_die
