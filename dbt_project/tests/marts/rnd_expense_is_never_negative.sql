-- Research costs money, or nothing where there is none; what would be less is a wrong sign.
select
    ticker,
    fiscal_year,
    fiscal_quarter,
    rnd_expense_usd
from {{ ref('rnd_expense') }}
where rnd_expense_usd < 0
