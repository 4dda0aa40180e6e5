-- One row per company and fiscal year end, from the dates of annual periods alone: the days they end on, and the days
-- before they start, so that a changed year end is found though no whole year ended on it; a transition report
-- available (10-KT) says so at once. Where a company has filed no annual report available, its registered closing day
-- serves. Years before the first are added at intervals of a year. Decisions: of days less than three weeks
-- apart the one that more facts use is the year end, an end goes before a start; a start inside another annual period
-- (twelve months for comparison) is none. A year has the name that the filer gives it.
with
annual as (
    select
        cik,
        period_start,
        period_end
    from {{ ref('int_reported_values') }}
    where is_annual_report and geography = 'total' and {{ quarters_spanned('period_days') }} = 4
),

ends as (
    select
        cik,
        period_end as year_end
    from annual

    union all

    select
        f.cik,
        f.report_date as year_end
    from ({{ transition_reports() }}) as f
    where f.report_date is not null
),

candidates as (
    select
        cik,
        year_end,
        1 as is_end,
        count(*) as use_count
    from ends
    group by cik, year_end

    union all

    select
        s.cik,
        s.period_start - 1 as year_end,
        0 as is_end,
        count(*) as use_count
    from annual as s
    where
        not exists (
            select 1
            from annual as o
            where o.cik = s.cik and s.period_start - 1 between o.period_start + 20 and o.period_end - 20
        )
    group by s.cik, s.period_start
),

observed as (
    select
        a.cik,
        a.year_end
    from candidates as a
    where not exists (
        select 1
        from candidates as b
        where
            a.cik = b.cik
            and abs(a.year_end - b.year_end) <= 20
            and (b.is_end, b.use_count, b.year_end) > (a.is_end, a.use_count, a.year_end)
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
    inner join {{ ref('int_companies') }} as c on v.cik = c.cik
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
        cast(k.first_year_end - to_years(n.years) as date) as year_end
    from first_known as k
    cross join unnest(range(1, 5)) as n (years)
)

select
    u.cik,
    u.year_end,
    -- a year that ends within the first two weeks of January is the old year's
    year(u.year_end - 14) + coalesce(c.fiscal_year_offset, o.year_offset, 0) as fiscal_year
from (
    select * from known
    union all
    select * from earlier
) as u
inner join {{ ref('int_companies') }} as c on u.cik = c.cik
left join {{ ref('int_fiscal_year_offsets') }} as o on u.cik = o.cik
