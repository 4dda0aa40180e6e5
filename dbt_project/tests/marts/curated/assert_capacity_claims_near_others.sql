-- A claim is compared by its middle: its point, or the middle of its bounds, or the one bound that it has.
with
claims as (
    select
        claim_id,
        metric,
        subject_id,
        unit,
        coalesce(point, (low + high) / 2, low, high) as middle,
        year(period_start) as in_year
    from {{ ref('stg_reference__capacity_estimates') }}
),

pairs as (
    select
        c.*,
        c.in_year = o.in_year as is_of_one_year,
        o.unit as other_unit,
        o.middle as other_middle
    from claims as c
    inner join claims as o
        on c.metric = o.metric and c.subject_id = o.subject_id and c.claim_id != o.claim_id
    where c.middle > 0 and o.middle > 0
)

select
    p.claim_id,
    'far from every other claim' as reason,
    p.metric || ' of ' || p.subject_id || ' in ' || p.unit as subject,
    p.middle,
    min(p.other_middle) as others_least,
    max(p.other_middle) as others_most
from pairs as p
inner join {{ ref('stg_reference__value_ranges') }} as r
    on r.table_name = 'capacity_estimates' and r.applies_to = 'metric=' || p.metric || ';unit=' || p.unit
where p.unit = p.other_unit and p.is_of_one_year and r.agree_factor is not null
group by p.claim_id, p.metric, p.subject_id, p.unit, p.middle, r.agree_factor
having min(greatest(p.middle, p.other_middle) / least(p.middle, p.other_middle)) > r.agree_factor

union all

select
    claim_id,
    'in another currency than other claims' as reason,
    metric || ' of ' || subject_id || ' in ' || unit as subject,
    middle,
    min(other_middle) as others_least,
    max(other_middle) as others_most
from pairs
where unit in ('usd', 'cny') and other_unit in ('usd', 'cny')
group by all
having bool_and(unit != other_unit)
