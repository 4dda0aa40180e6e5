-- R&D of twelve months is that of the quarter and the three before it; of a year, that of the year.
with
summed_up as (
    select
        *,
        case
            when fiscal_quarter is null then rnd_expense_usd
            else sum(rnd_expense_usd) over four
        end as expected_usd
    from {{ ref('rnd_expense') }}
    window four as (
        partition by cik, fiscal_quarter is null
        order by period_end
        range between interval 290 days preceding and current row
    )
)

select
    ticker,
    fiscal_year,
    fiscal_quarter,
    rnd_expense_ttm_usd,
    expected_usd
from summed_up
where rnd_expense_ttm_usd is not null and rnd_expense_ttm_usd is distinct from expected_usd
