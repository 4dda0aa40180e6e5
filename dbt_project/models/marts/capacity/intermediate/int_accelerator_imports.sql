-- One row per chip and stretch of days within which its evidence does not change: what China imported, in chips.
-- Documented revenue over the range of prices comes first, for the days that it covers; the days that it leaves, or
-- whose price is not known, are those of modelled counts. Decisions: the most chips come from the most
-- revenue at the least price, and the other way round; sales of one chip add up, but counts of several sources are
-- estimates of one number: the middle is weighted by their reliability and the bounds are the widest. Of one source the
-- claim of the shortest period is used, then the newest.
with
evidence as (
    select
        l.chip_id,
        l.period_start,
        l.period_end,
        if(l.licensed_revenue_low_usd = 0, 0, l.licensed_revenue_low_usd / c.price_high_usd) as low,
        if(
            l.licensed_revenue_usd = 0, 0, l.licensed_revenue_usd / ((c.price_low_usd + c.price_high_usd) / 2)
        ) as point,
        if(l.licensed_revenue_high_usd = 0, 0, l.licensed_revenue_high_usd / c.price_low_usd) as high,
        'revenue over price' as method,
        null as reliability,
        null as known_on,
        null as claim_id,
        l.source_id
    from {{ ref('licensed_revenue') }} as l
    inner join {{ ref('int_chips') }} as c on l.chip_id = c.chip_id
    where l.destination = 'china'

    union all

    select
        subject_id as chip_id,
        period_start,
        period_end,
        cast(value_low as double) as low,
        cast(value_point as double) as point,
        cast(value_high as double) as high,
        'count of chips' as method,
        reliability,
        known_on,
        claim_id,
        source_id
    from {{ ref('capacity_evidence') }}
    where
        metric = 'accelerator_deliveries' and kind in ('measured', 'estimate')
        and value_low is not null and value_high is not null
),

edges as (
    select
        chip_id,
        period_start as first_day
    from evidence

    union

    select
        chip_id,
        period_end + 1 as first_day
    from evidence
),

stretches as (
    select
        chip_id,
        first_day,
        lead(first_day) over (partition by chip_id order by first_day) - 1 as last_day
    from edges
),

parts as (
    select
        s.chip_id,
        s.first_day,
        s.last_day,
        {{ for_each(
            ['low', 'point', 'high'],
            'e.[] * (s.last_day - s.first_day + 1) / (e.period_end - e.period_start + 1) as []'
        ) }},
        e.method,
        e.reliability,
        e.source_id,
        row_number() over (
            partition by s.chip_id, s.first_day, e.method, e.source_id
            order by e.period_end - e.period_start asc, e.known_on desc, e.claim_id asc
        ) as place_in_source
    from stretches as s
    inner join evidence as e
        on s.chip_id = e.chip_id and s.first_day between e.period_start and e.period_end
),

methods as (
    select
        chip_id,
        first_day,
        last_day,
        case when count(low) = count(*) then sum(low) end as low,
        case when count(point) = count(*) then sum(point) end as point,
        case when count(high) = count(*) then sum(high) end as high,
        method,
        string_agg(distinct source_id, '; ' order by source_id) as source_ids
    from parts
    where method = 'revenue over price'
    group by all

    union all

    select
        chip_id,
        first_day,
        last_day,
        min(low) as low,
        sum(reliability * point) / sum(if(point is null, null, reliability)) as point,
        max(high) as high,
        method,
        string_agg(distinct source_id, '; ' order by source_id) as source_ids
    from parts
    where method = 'count of chips' and place_in_source = 1
    group by all
)

select
    chip_id,
    first_day as period_start,
    last_day as period_end,
    low,
    point,
    high,
    method,
    source_ids
from methods
qualify row_number() over (
    partition by chip_id, first_day
    order by (low is null or high is null), method = 'count of chips'
) = 1
