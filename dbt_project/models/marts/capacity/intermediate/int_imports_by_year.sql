-- One row per calendar year: accelerators that China imported, in chips and in H20 equivalents. A period is laid on the
-- years that it touches by its days. Decisions: a chip whose performance, bandwidth or memory is not known
-- is left out of the equivalents by it, and named; one whose count is not known leaves the year without a figure, with
-- the reason.
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
        c.hbm_gb
    from {{ ref('int_chips') }} as c
    where c.chip_id = 'h20_96gb'
),

equivalents as (
    select
        c.chip_id,
        c.chip,
        1.0 as units,
        cast(c.total_processing_performance / h.performance as double) as compute,
        cast(c.memory_bandwidth_gb_per_s / h.bandwidth as double) as bandwidth,
        cast(c.hbm_gb / h.hbm_gb as double) as memory
    from {{ ref('int_chips') }} as c
    cross join h20 as h
)

select
    p.year,
    max(p.last_day) as documented_until,
    {% for measure in measures %}
        {% for figure in ['low', 'point', 'high'] %}
            case
                when count(p.{{ figure }}) filter (where e.{{ measure }} is not null) = count(e.{{ measure }})
                    then sum(p.{{ figure }} * p.days_share * e.{{ measure }})
            end as {{ measure }}_{{ figure }},
        {% endfor %}
    {% endfor %}
    string_agg(distinct e.chip, '; ' order by e.chip) as chips,
    {{ for_each(
        measures[1:], "string_agg(distinct e.chip, '; ' order by e.chip) filter (where e.[] is null) as left_out_of_[]"
    ) }},
    case
        when count(p.low) < count(*) or count(p.high) < count(*) then 'price_not_known'
        when count(p.point) < count(*) then 'no_point_in_evidence'
    end as null_reason_code,
    case null_reason_code
        when 'price_not_known'
            then 'no price is known of ' || string_agg(distinct e.chip, '; ' order by e.chip) filter (
                where p.low is null or p.high is null
            )
        when 'no_point_in_evidence' then 'the evidence of a part gives bounds and no point'
    end as null_reason
from parts as p
inner join equivalents as e on p.chip_id = e.chip_id
group by p.year
