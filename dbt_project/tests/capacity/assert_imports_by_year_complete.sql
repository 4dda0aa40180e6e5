-- Every imported chip is named in each year that its evidence covers, and the counts of all years add up to those of
-- all periods of evidence. Counts are compared where each is known.
with
touched as (
    select distinct
        i.chip_id,
        unnest(range(year(i.period_start), year(i.period_end) + 1)) as year
    from {{ ref('int_accelerator_imports') }} as i
),

unnamed as (
    select
        t.year,
        h.chip
    from touched as t
    inner join {{ ref('stg_reference__chips') }} as h on t.chip_id = h.chip_id
    left join {{ ref('int_imports_by_year') }} as y on t.year = y.year
    where not coalesce(list_contains(string_split(y.chips, '; '), h.chip), false)
),

stretches as (
    select
        case when count(low) = count(*) then sum(low) end as low,
        case when count(high) = count(*) then sum(high) end as high
    from {{ ref('int_accelerator_imports') }}
),

whole_years as (
    select
        sum(units_low) as low,
        sum(units_high) as high
    from {{ ref('int_imports_by_year') }}
)

select
    year,
    chip,
    null as difference
from unnamed

union all

select
    null as year,
    null as chip,
    greatest(abs(s.low - y.low), abs(s.high - y.high)) as difference
from stretches as s
cross join whole_years as y
where abs(s.low - y.low) > 0.5 or abs(s.high - y.high) > 0.5
