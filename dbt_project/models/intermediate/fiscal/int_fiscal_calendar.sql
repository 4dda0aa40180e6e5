-- One row per company and fiscal period that has ended (Q1..Q4, FY): its first and last day.
-- The days that most facts use are the fiscal period's; a quarter that nobody reports lies between its neighbours.
with
chosen as (
    select
        cik,
        fiscal_year,
        fiscal_period_type,
        period_start,
        period_end
    from {{ ref('int_fiscal_periods') }}
    where fiscal_period_type != 'TP'
    qualify row_number() over (
        partition by cik, fiscal_year, fiscal_period_type order by use_count desc, period_end desc, period_start desc
    ) = 1
),

by_year as (
    select
        cik,
        fiscal_year,
        max(case when fiscal_period_type = 'Q1' then period_start end) as q1_start,
        max(case when fiscal_period_type = 'Q1' then period_end end) as q1_end,
        max(case when fiscal_period_type = 'Q2' then period_start end) as q2_start,
        max(case when fiscal_period_type = 'Q2' then period_end end) as q2_end,
        max(case when fiscal_period_type = 'Q3' then period_start end) as q3_start,
        max(case when fiscal_period_type = 'Q3' then period_end end) as q3_end,
        max(case when fiscal_period_type = 'Q4' then period_start end) as q4_start,
        max(case when fiscal_period_type = 'Q4' then period_end end) as q4_end,
        max(case when fiscal_period_type = 'H1' then period_end end) as half_end,
        max(case when fiscal_period_type = '9M' then period_end end) as nine_months_end,
        max(case when fiscal_period_type = 'FY' then period_end end) as year_end,
        min(case when fiscal_period_type in ('FY', '9M', 'H1') then period_start end) as year_to_date_start
    from chosen
    group by cik, fiscal_year
),

ends as (
    select
        cik,
        fiscal_year,
        coalesce(q1_start, year_to_date_start) as year_start,
        coalesce(q1_end, q2_start - 1) as q1_end,
        coalesce(q2_end, half_end, q3_start - 1) as q2_end,
        coalesce(q3_end, nine_months_end, q4_start - 1) as q3_end,
        coalesce(q4_end, year_end) as q4_end,
        year_end
    from by_year
),

fiscal_periods as (
    select
        e.cik,
        e.fiscal_year,
        s.fiscal_period_type,
        case s.fiscal_period_type
            when 'Q1' then e.year_start
            when 'Q2' then e.q1_end + 1
            when 'Q3' then e.q2_end + 1
            when 'Q4' then e.q3_end + 1
            when 'FY' then e.year_start
        end as derived_start,
        case s.fiscal_period_type
            when 'Q1' then e.q1_end
            when 'Q2' then e.q2_end
            when 'Q3' then e.q3_end
            when 'Q4' then e.q4_end
            when 'FY' then e.year_end
        end as period_end
    from ends as e
    cross join (values ('Q1'), ('Q2'), ('Q3'), ('Q4'), ('FY')) as s (fiscal_period_type)
)

select
    s.cik,
    s.fiscal_year,
    s.fiscal_period_type,
    cast(nullif(s.fiscal_period_type, 'FY')[2] as integer) as fiscal_quarter,
    coalesce(c.period_start, s.derived_start) as period_start,
    s.period_end,
    case
        when s.fiscal_period_type != 'FY'
            then {{ calendar_quarter('coalesce(c.period_start, s.derived_start)', 's.period_end') }}
    end as calendar_quarter
from fiscal_periods as s
left join chosen as c on s.cik = c.cik and s.fiscal_year = c.fiscal_year and s.fiscal_period_type = c.fiscal_period_type
where coalesce(c.period_start, s.derived_start) <= s.period_end
