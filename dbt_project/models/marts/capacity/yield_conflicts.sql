-- Grain: pair of claims on the same foundry and generation of process. Whether they contradict each other, by an
-- interval test: how the first claim's interval lies to the second's, what they have in common, and a verdict by rule.
-- Two claims compare when both mean a defect density, or when both speak of the same thing: one product in common, or
-- the same class of products, with no product named. Others are not_comparable: each may be right about its own die,
-- and a target is not a measurement. Decision: one claimant cannot give two different intervals for the same
-- thing on the same day, so unequal is enough for an internal_contradiction. Between claimants the intervals must be
-- disjoint, and the claims be within a year of each other (contradiction) or not (different_times: a yield may have
-- moved). A claimant's later figure is a revision. A density without an upper end (the yield may be none) reaches
-- without end.
with
claims as (
    select
        * exclude (d0_high_per_cm2),
        low_bound = 'open' as is_low_open,
        high_bound = 'open' as is_high_open,
        coalesce(cast(d0_high_per_cm2 as double), 'infinity') as d0_high_per_cm2
    from {{ ref('yield_evidence') }}
    where node_class != 'mixed' and (yield_low_share is not null or d0_mid_per_cm2 is not null)
),

as_packages as (
    select
        claim_id,
        any_value(d0_low_per_cm2) as d0_low_per_cm2,
        coalesce(cast(any_value(d0_high_per_cm2) as double), 'infinity') as d0_high_per_cm2
    from {{ ref('yield_normalised') }}
    where is_default_model and reading = 'package' and not is_default_reading
    group by claim_id
),

pairs as (
    select
        a.foundry,
        a.node_class,
        a.claim_id,
        b.claim_id as other_claim_id,
        a.product,
        b.product as other_product,
        a.claimant,
        b.claimant as other_claimant,
        a.known_on,
        b.known_on as other_known_on,
        a.source_id,
        b.source_id as other_source_id,
        {{ weaker_confidence('a.confidence', 'b.confidence') }} as confidence,
        a.claimant_group = b.claimant_group as is_same_claimant,
        abs(a.known_on - b.known_on) as days_apart,
        coalesce(
            list_has_any(string_split(a.products, '; '), string_split(b.products, '; ')),
            a.products is null and b.products is null and a.product_class = b.product_class
        ) as is_same_subject,
        a.d0_mid_per_cm2 is not null and b.d0_mid_per_cm2 is not null as has_densities,
        if(has_densities, a.d0_low_per_cm2, a.yield_low_share) as low,
        if(has_densities, a.d0_high_per_cm2, a.yield_high_share) as high,
        if(has_densities, b.d0_low_per_cm2, b.yield_low_share) as other_low,
        if(has_densities, b.d0_high_per_cm2, b.yield_high_share) as other_high,
        if(has_densities, coalesce(p.d0_low_per_cm2, a.d0_low_per_cm2), null) as package_low,
        if(has_densities, coalesce(p.d0_high_per_cm2, a.d0_high_per_cm2), null) as package_high,
        if(has_densities, coalesce(q.d0_low_per_cm2, b.d0_low_per_cm2), null) as other_package_low,
        if(has_densities, coalesce(q.d0_high_per_cm2, b.d0_high_per_cm2), null) as other_package_high,
        a.kind = 'target' or b.kind = 'target' as has_target,
        p.claim_id is not null or q.claim_id is not null as has_package_reading,
        not has_densities and a.is_low_open as is_low_open,
        not has_densities and a.is_high_open as is_high_open,
        not has_densities and b.is_low_open as is_other_low_open,
        not has_densities and b.is_high_open as is_other_high_open
    from claims as a
    inner join claims as b on a.foundry = b.foundry and a.node_class = b.node_class and a.claim_id < b.claim_id
    left join as_packages as p on a.claim_id = p.claim_id
    left join as_packages as q on b.claim_id = q.claim_id
),

related as (
    select
        *,
        not has_target
        and (has_densities or (is_same_subject and low is not null and other_low is not null)) as is_comparable,
        {{ interval_relation(
            'low', 'is_low_open', 'high', 'is_high_open',
            'other_low', 'is_other_low_open', 'other_high', 'is_other_high_open'
        ) }} as relation,
        {{ interval_relation(
            'package_low', 'false', 'package_high', 'false',
            'other_package_low', 'false', 'other_package_high', 'false'
        ) }} as package_relation
    from pairs
),

judged as (
    select
        *,
        case
            when not is_comparable then 'not_comparable'
            when relation = 'equal' then 'agree'
            when is_same_claimant and days_apart = 0 and (is_same_subject or relation = 'disjoint')
                then 'internal_contradiction'
            when is_same_claimant and days_apart > 0 then 'revision'
            when relation = 'disjoint' and days_apart <= 366 then 'contradiction'
            when relation = 'disjoint' then 'different_times'
            else 'compatible'
        end as verdict
    from related
)

select
    foundry,
    node_class,
    claim_id,
    other_claim_id,
    product,
    other_product,
    claimant,
    other_claimant,
    known_on,
    other_known_on,
    cast(days_apart as integer) as days_apart,
    is_same_claimant,
    is_same_subject,
    case
        when not is_comparable then null
        when has_densities then 'defect_density'
        else 'yield'
    end as compared_in,
    cast(if(is_comparable, low, null) as decimal(15, 9)) as interval_low,
    cast(if(is_comparable and isfinite(high), high, null) as decimal(15, 9)) as interval_high,
    cast(if(is_comparable, other_low, null) as decimal(15, 9)) as other_interval_low,
    cast(if(is_comparable and isfinite(other_high), other_high, null) as decimal(15, 9)) as other_interval_high,
    if(is_comparable, relation, null) as relation,
    {{ share_of(
        'if(is_comparable, greatest(least(high, other_high) - greatest(low, other_low), 0), null)',
        'greatest(high, other_high) - least(low, other_low)'
    ) }} as common_share,
    if(is_comparable and has_package_reading, package_relation, null) as relation_if_packages_were_counted,
    verdict,
    verdict in ('internal_contradiction', 'contradiction') as is_contradiction,
    source_id,
    other_source_id,
    confidence
from judged
order by claim_id, other_claim_id
