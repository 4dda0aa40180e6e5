-- One row per calendar year: accelerators that China imported, in chips and in H20 equivalents. A period is laid on
-- the years that it touches by its days. The subtle decision: a chip whose performance is not known is left out of the
-- equivalents by compute, and named.
{% set measures = ['units', 'compute', 'bandwidth', 'memory'] -%}
with
years as (
    select unnest(range(
        (select min(year(period_start)) from {{ ref('int_accelerator_imports') }}),
        (select max(year(period_end)) + 1 from {{ ref('int_accelerator_imports') }})
    )) as year
),

parts as (
    select
        y.year,
        i.chip_id,
        i.low,
        i.point,
        i.high,
        least(i.period_end, make_date(y.year, 12, 31)) as last_day,
        (least(i.period_end, make_date(y.year, 12, 31)) - greatest(i.period_start, make_date(y.year, 1, 1)) + 1)
        / (i.period_end - i.period_start + 1) as days_share
    from {{ ref('int_accelerator_imports') }} as i
    inner join years as y
        on i.period_start <= make_date(y.year, 12, 31) and i.period_end >= make_date(y.year, 1, 1)
),

h20 as (
    select
        c.total_processing_performance as performance,
        c.memory_bandwidth_gb_per_s as bandwidth,
        p.hbm_gb
    from {{ source('landing', 'chips') }} as c
    inner join {{ source('landing', 'chip_packages') }} as p on c.chip_id = p.package_id
    where c.chip_id = 'h20_96gb'
),

equivalents as (
    select
        c.chip_id,
        c.chip,
        1.0 as units,
        cast(c.total_processing_performance / h.performance as double) as compute,
        cast(c.memory_bandwidth_gb_per_s / h.bandwidth as double) as bandwidth,
        cast(p.hbm_gb / h.hbm_gb as double) as memory
    from {{ source('landing', 'chips') }} as c
    inner join {{ source('landing', 'chip_packages') }} as p on c.chip_id = p.package_id
    cross join h20 as h
)

select
    p.year,
    max(p.last_day) as documented_until,
    {{ for_each(measures, 'sum(p.low * p.days_share * e.[]) as []_low') }},
    {{ for_each(
        measures, 'case when count(p.point) = count(*) then sum(p.point * p.days_share * e.[]) end as []_point'
    ) }},
    {{ for_each(measures, 'sum(p.high * p.days_share * e.[]) as []_high') }},
    string_agg(distinct e.chip, '; ' order by e.chip) as chips,
    string_agg(distinct e.chip, '; ' order by e.chip) filter (where e.compute is null) as left_out_of_compute
from parts as p
inner join equivalents as e on p.chip_id = e.chip_id
group by p.year
