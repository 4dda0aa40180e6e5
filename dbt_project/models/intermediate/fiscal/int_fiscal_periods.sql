-- One row per company and duration of one to four quarters, or from one year end to the next: the fiscal year and
-- fiscal period (Q1..Q4, H1, 9M, FY; TP for a transition period, shorter than a year).
-- Decision: the fiscal period follows from the distance to the last year end before the duration starts, in
-- quarters of 91.3125 days: quarters of 12 to 17 weeks and years still open are placed alike. `fy` and `fp` are not
-- used. A duration that starts more than 24 days away from where a quarter of its year starts (of July to September
-- beside a year from June, kept for comparison after a change of the year end) has no fiscal period; that of the first
-- quarter or year to date starts with the year. The whole of a short year between two year ends is a transition period,
-- TP. Quarters within it keep
-- their fiscal periods, unless it has no name of its own (both ends are in one calendar year): then they have none.
with
durations as (
    select
        cik,
        period_start,
        period_end,
        any_value(period_days) as period_days,
        count(*) as use_count,
        bool_or(is_annual_report) as is_in_annual_report
    from {{ ref('int_reported_values') }}
    group by cik, period_start, period_end
),

year_ends as (
    select
        cik,
        year_end,
        fiscal_year,
        lead(fiscal_year) over following as next_fiscal_year,
        lead(year_end) over following as next_year_end
    from {{ ref('int_fiscal_year_ends') }}
    window following as (partition by cik order by year_end)
),

anchored as (
    select
        d.cik,
        d.period_start,
        d.period_end,
        d.period_days,
        d.use_count,
        e.fiscal_year,
        e.next_fiscal_year,
        coalesce(e.fiscal_year = e.next_fiscal_year, false) as is_stub,
        coalesce(
            d.is_in_annual_report and d.period_days between 21 and 349 and abs(d.period_start - 1 - e.year_end) <= 15
            and abs(d.period_end - e.next_year_end) <= 7,
            false
        ) as is_between_year_ends,
        {{ quarters_spanned('d.period_days') }} as quarters,
        greatest(cast(round((d.period_end - e.year_end) / 91.3125) as integer), 1) as quarters_since_year_end,
        abs(d.period_start - 1 - e.year_end - (quarters_since_year_end - quarters) * 91.3125) <= 24 as is_in_step
    from durations as d
    asof inner join year_ends as e
        on d.cik = e.cik and d.period_start + 15 >= e.year_end
),

placed as (
    select
        *,
        (quarters_since_year_end - 1) % 4 + 1 as through_quarter
    from anchored
    where quarters is not null or is_between_year_ends
)

select
    cik,
    period_start,
    period_end,
    period_days,
    use_count,
    cast(
        case when is_between_year_ends then next_fiscal_year else fiscal_year + (quarters_since_year_end + 3) // 4 end
        as integer
    ) as fiscal_year,
    case
        when is_between_year_ends then 'TP'
        when is_in_step and not is_stub then {{ fiscal_period_type('quarters', 'through_quarter') }}
    end as fiscal_period_type
from placed
