-- One row per company and fiscal year end, from the dates of annual periods alone; where a company has filed no annual
-- report at hand, from its registered closing day. The years before the first one are laid out backwards, a year apart.
-- The subtle decision: of end days less than three weeks apart the one that more facts use is the year end.
with
annual as (
    select
        cik,
        period_end,
        count(*) as use_count
    from {{ ref('int_reported_values') }}
    where is_annual_report and geography = 'total' and {{ quarters_spanned('period_days') }} = 4
    group by cik, period_end
),

observed as (
    select
        a.cik,
        a.period_end as year_end
    from annual as a
    where not exists (
        select 1
        from annual as b
        where
            a.cik = b.cik
            and abs(a.period_end - b.period_end) between 1 and 20
            and (b.use_count > a.use_count or (b.use_count = a.use_count and b.period_end > a.period_end))
    )
),

spans as (
    select
        cik,
        min(year(period_start)) - 1 as first_year,
        max(year(period_end)) as last_year
    from {{ ref('int_reported_values') }}
    group by cik
),

registered as (
    select
        v.cik,
        make_date(
            y.calendar_year,
            cast(left(c.registered_fiscal_year_end, 2) as integer),
            least(cast(right(c.registered_fiscal_year_end, 2) as integer), 28)
        ) as year_end
    from spans as v
    inner join {{ ref('stg_reference__companies') }} as c on v.cik = c.cik
    cross join unnest(range(v.first_year, v.last_year + 1)) as y (calendar_year)
    where
        regexp_matches(c.registered_fiscal_year_end, '^(0[1-9]|1[0-2])[0-3][0-9]$')
        and v.cik not in (select o.cik from observed as o)
),

known as (
    select * from observed
    union all
    select * from registered
),

first_known as (
    select
        cik,
        min(year_end) as first_year_end
    from known
    group by cik
),

earlier as (
    select
        k.cik,
        cast(k.first_year_end - cast(round(365.25 * n.years) as integer) as date) as year_end
    from first_known as k
    cross join unnest(range(1, 5)) as n (years)
)

select
    u.cik,
    u.year_end,
    -- a year that ends within the first two weeks of January is the old year's
    year(u.year_end - 14) + c.fiscal_year_offset as fiscal_year
from (
    select * from known
    union all
    select * from earlier
) as u
inner join {{ ref('stg_reference__companies') }} as c on u.cik = c.cik
