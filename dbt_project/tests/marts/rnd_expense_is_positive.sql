-- Research costs money.
select
    ticker,
    fiscal_year,
    fiscal_quarter,
    rnd_expense_usd
from {{ ref('rnd_expense') }}
where rnd_expense_usd <= 0
