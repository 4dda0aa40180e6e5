-- R&D of a company falls by less than three fifths and grows to less than four times in a year; what lies outside may
-- be true (a merger), and is shown.
select
    ticker,
    fiscal_year,
    fiscal_quarter,
    rnd_expense_usd,
    rnd_growth_share
from {{ ref('rnd_expense') }}
where rnd_growth_share not between -0.6 and 3
