-- No value changes by a factor of a hundred within a year. One that does may be true (a start-up, a merger) and is
-- reported.
{{ magnitude_figures() }}

select
    f.table_name,
    f.ticker,
    f.metric,
    f.fiscal_year,
    f.slot,
    f.value_usd,
    b.value_usd as year_before_usd
from figures as f
inner join figures as b
    on
        f.table_name = b.table_name and f.ticker = b.ticker and f.metric = b.metric and f.slot = b.slot
        and f.fiscal_year = b.fiscal_year + 1
where f.value_usd / b.value_usd not between 0.01 and 100
