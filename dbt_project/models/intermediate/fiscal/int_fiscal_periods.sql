-- One row per company and duration of one to four quarters: the fiscal year and fiscal period (Q1..Q4, H1, 9M, FY).
-- Decision: the fiscal period follows from the distance to the last year end before the duration starts, in
-- quarters of 91.3125 days: quarters of 12 to 17 weeks and years still open are placed alike. `fy` and `fp` are not
-- used. The quarters of a short year between two year ends keep their fiscal periods, unless it has no name of its own
-- (both ends are in one calendar year): the durations of that stub have no fiscal period.
with
durations as (
    select
        cik,
        period_start,
        period_end,
        any_value(period_days) as period_days,
        count(*) as use_count
    from {{ ref('int_reported_values') }}
    group by cik, period_start, period_end
),

year_ends as (
    select
        cik,
        year_end,
        fiscal_year,
        lead(fiscal_year) over (partition by cik order by year_end) as next_fiscal_year
    from {{ ref('int_fiscal_year_ends') }}
),

anchored as (
    select
        d.cik,
        d.period_start,
        d.period_end,
        d.period_days,
        d.use_count,
        e.fiscal_year,
        coalesce(e.fiscal_year = e.next_fiscal_year, false) as is_stub,
        {{ quarters_spanned('d.period_days') }} as quarters,
        greatest(cast(round((d.period_end - e.year_end) / 91.3125) as integer), 1) as quarters_since_year_end
    from durations as d
    asof inner join year_ends as e
        on d.cik = e.cik and d.period_start + 15 >= e.year_end
),

placed as (
    select
        *,
        (quarters_since_year_end - 1) % 4 + 1 as through_quarter
    from anchored
    where quarters is not null
)

select
    cik,
    period_start,
    period_end,
    period_days,
    use_count,
    cast(fiscal_year + (quarters_since_year_end + 3) // 4 as integer) as fiscal_year,
    case when not is_stub then {{ fiscal_period_type('quarters', 'through_quarter') }} end as fiscal_period_type
from placed
