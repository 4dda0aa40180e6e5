-- One row per company and fiscal period that has ended: the calendar's quarters and year, and the year to date at
-- midyear (H1) and after three quarters (9M), and transition periods (TP). Decision: a filer that reports by half-years
-- has a half of its own days, though nobody can tell the days of the quarters in it.
with
year_starts as (
    select
        cik,
        fiscal_year,
        min(period_start) as year_start
    from {{ ref('int_fiscal_calendar') }}
    where fiscal_period_type in ('Q1', 'FY')
    group by cik, fiscal_year
),

through_a_quarter as (
    select
        k.cik,
        k.fiscal_year,
        case k.fiscal_period_type when 'Q2' then 'H1' else '9M' end as fiscal_period_type,
        y.year_start as period_start,
        k.period_end
    from {{ ref('int_fiscal_calendar') }} as k
    inner join year_starts as y on k.cik = y.cik and k.fiscal_year = y.fiscal_year
    where k.fiscal_period_type in ('Q2', 'Q3')
),

without_quarters as (
    select
        p.cik,
        p.fiscal_year,
        p.fiscal_period_type,
        p.period_start,
        p.period_end
    from {{ ref('int_fiscal_periods') }} as p
    anti join through_a_quarter as t
        on p.cik = t.cik and p.fiscal_year = t.fiscal_year and p.fiscal_period_type = t.fiscal_period_type
    where p.fiscal_period_type in ('H1', '9M', 'TP')
    qualify row_number() over (
        partition by p.cik, p.fiscal_year, p.fiscal_period_type
        order by p.use_count desc, p.period_end desc, p.period_start desc
    ) = 1
)

select
    cik,
    fiscal_year,
    fiscal_period_type,
    fiscal_quarter,
    period_start,
    period_end,
    calendar_quarter
from {{ ref('int_fiscal_calendar') }}

union all by name

select * from through_a_quarter

union all by name

select * from without_quarters
