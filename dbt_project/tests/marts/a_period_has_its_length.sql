-- A quarter has 12 to 15 weeks, a year 49 to 54: a quarter's dates do not stand at a year, nor the other way round.
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
        else period_end - period_start + 1 not between 84 and 107
    end
    or abs(fiscal_year - year(period_end)) > 1
