-- A company does not earn money by research.
select
    ticker,
    period_end,
    rnd_expense_usd
from {{ ref('rnd_reported') }}
where rnd_expense_usd < 0
