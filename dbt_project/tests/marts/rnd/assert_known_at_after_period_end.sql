-- No value is known before its period ends.
select
    'levy.china_revenue' as table_name,
    ticker,
    fiscal_year,
    fiscal_quarter,
    period_end,
    known_at
from {{ ref('china_revenue') }}
where cast(known_at as date) < period_end

union all

select
    'rnd.rnd_expense' as table_name,
    ticker,
    fiscal_year,
    fiscal_quarter,
    period_end,
    known_at
from {{ ref('rnd_expense') }}
where cast(known_at as date) < period_end
