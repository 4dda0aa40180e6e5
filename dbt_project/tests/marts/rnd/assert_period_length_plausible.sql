-- A quarter has 10 to 18 weeks and a year 49 to 54, so no quarter has the dates of a year or half-year, and no year
-- those of a quarter. Many retailers have quarters of 12 and of 16 or 17 weeks; a quarter that nobody reports has the
-- days between its neighbours; and a company may move its closing day.
with
periods as (
    select
        'levy.china_revenue' as table_name,
        ticker,
        fiscal_year,
        fiscal_quarter,
        period_start,
        period_end
    from {{ ref('china_revenue') }}

    union all

    select
        'rnd.rnd_expense' as table_name,
        ticker,
        fiscal_year,
        fiscal_quarter,
        period_start,
        period_end
    from {{ ref('rnd_expense') }}
)

select *
from periods
where
    case
        when fiscal_quarter is null then period_end - period_start + 1 not between 343 and 380
        else period_end - period_start + 1 not between 70 and 126
    end
    or abs(fiscal_year - year(period_end)) > 1
