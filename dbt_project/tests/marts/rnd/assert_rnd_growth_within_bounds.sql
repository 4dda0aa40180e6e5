-- R&D expense of a company changes by between -60 % and +300 % in a year. A value outside may be true (a
-- merger) and is reported.
select
    ticker,
    fiscal_year,
    fiscal_quarter,
    rnd_expense_usd,
    rnd_growth_share
from {{ ref('rnd_expense') }}
where rnd_growth_share not between -0.6 and 3
