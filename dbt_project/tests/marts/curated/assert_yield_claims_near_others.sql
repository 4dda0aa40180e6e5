-- A claim is compared by its middle: its point, or the middle of its bounds, or the one bound that it has.
with
claims as (
    select
        claim_id,
        'yield-share' as range_id,
        foundry || ' ' || node_class as subject,
        coalesce(point_share, (low_share + high_share) / 2, low_share, high_share) as middle
    from {{ ref('stg_reference__yield_estimates') }}
    where counted != 'defect_density'

    union all

    select
        claim_id,
        'yield-density' as range_id,
        foundry as subject,
        (d0_low_per_cm2 + d0_high_per_cm2) / 2 as middle
    from {{ ref('stg_reference__yield_estimates') }}
    where counted = 'defect_density'
)

select
    c.claim_id,
    c.subject,
    c.middle,
    count(*) as others,
    min(o.middle) as others_least,
    max(o.middle) as others_most,
    r.agree_factor
from claims as c
inner join claims as o on c.range_id = o.range_id and c.subject = o.subject and c.claim_id != o.claim_id
inner join {{ ref('stg_reference__value_ranges') }} as r on c.range_id = r.range_id
where c.middle > 0 and o.middle > 0 and r.agree_factor is not null
group by all
having min(greatest(c.middle, o.middle) / least(c.middle, o.middle)) > r.agree_factor
