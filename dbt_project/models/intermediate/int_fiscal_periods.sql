-- One row per company and duration of one to four quarters: the fiscal year and the slot in it (Q1..Q4, H1, 9M, FY).
-- The subtle decision: the slot follows from the distance to the last year end before the duration starts, in quarters
-- of 91.3125 days, so that 13- and 14-week quarters and years still open are placed alike. `fy` and `fp` play no part.
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

anchored as (
    select
        d.cik,
        d.period_start,
        d.period_end,
        d.period_days,
        d.use_count,
        e.fiscal_year,
        {{ quarters_spanned('d.period_days') }} as quarters,
        greatest(cast(round((d.period_end - e.year_end) / 91.3125) as integer), 1) as quarters_since_year_end
    from durations as d
    asof inner join {{ ref('int_fiscal_year_ends') }} as e
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
    {{ fiscal_slot('quarters', 'through_quarter') }} as slot
from placed
