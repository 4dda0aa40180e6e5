-- R&D expense is not negative, and it is zero only where it was zero the year before. A company without R&D reports
-- zero every year.
with
figures as (
    select
        ticker,
        fiscal_year,
        fiscal_quarter,
        rnd_expense_usd,
        lag(rnd_expense_usd ignore nulls) over (
            partition by ticker, fiscal_quarter order by fiscal_year
        ) as year_before_usd
    from {{ ref('rnd_expense') }}
)

select *
from figures
where rnd_expense_usd < 0 or (rnd_expense_usd = 0 and year_before_usd > 0)
