-- One row per chip, period and piece of evidence of what China imported, in chips. Documented revenue over the range
-- of prices comes first; a modelled count of chips stands only where no revenue of that chip is documented in its
-- period. The subtle decision: the most chips come from the most revenue at the least price, and the other way round.
with
from_revenue as (
    select
        l.chip_id,
        l.period_start,
        l.period_end,
        l.licensed_revenue_low_usd / c.price_high_usd as low,
        l.licensed_revenue_usd / ((c.price_low_usd + c.price_high_usd) / 2) as point,
        l.licensed_revenue_high_usd / c.price_low_usd as high,
        'revenue over price' as method,
        l.source_id
    from {{ ref('licensed_revenue') }} as l
    inner join {{ source('landing', 'chips') }} as c on l.chip_id = c.chip_id
    where l.destination = 'china'
),

from_counts as (
    select
        subject_id as chip_id,
        period_start,
        period_end,
        cast(value_low as double) as low,
        cast(value_point as double) as point,
        cast(value_high as double) as high,
        'count of chips' as method,
        source_id
    from {{ ref('capacity_evidence') }}
    where
        metric = 'accelerator_deliveries' and kind in ('measured', 'estimate')
        and value_low is not null and value_high is not null
)

select * from from_revenue

union all

select c.*
from from_counts as c
anti join from_revenue as r
    on c.chip_id = r.chip_id and c.period_start <= r.period_end and c.period_end >= r.period_start
