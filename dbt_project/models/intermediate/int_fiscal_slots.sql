-- One row per company, fiscal year and slot that has ended: the calendar's quarters and year, and the year to date at
-- midyear (H1) and after three quarters (9M).
with
year_starts as (
    select
        cik,
        fiscal_year,
        min(period_start) as year_start
    from {{ ref('int_fiscal_calendar') }}
    where slot in ('Q1', 'FY')
    group by cik, fiscal_year
)

select
    cik,
    fiscal_year,
    slot,
    fiscal_quarter,
    period_start,
    period_end,
    calendar_quarter
from {{ ref('int_fiscal_calendar') }}

union all

select
    k.cik,
    k.fiscal_year,
    case k.slot when 'Q2' then 'H1' else '9M' end as slot,
    null as fiscal_quarter,
    y.year_start as period_start,
    k.period_end,
    null as calendar_quarter
from {{ ref('int_fiscal_calendar') }} as k
inner join year_starts as y on k.cik = y.cik and k.fiscal_year = y.fiscal_year
where k.slot in ('Q2', 'Q3')
