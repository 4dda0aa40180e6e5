-- A hundred times the figure before, or a hundredth of it, and later back again as abruptly: a wrong unit, not a
-- business. What grows a hundredfold and stays may be true (a start-up, a merger): another law shows it.
{{ magnitude_figures() }},

jumps as (
    select
        *,
        lag(value_usd) over series as before_usd,
        case
            when value_usd / before_usd > 100 then 1
            when value_usd / before_usd < 0.01 then -1
        end as direction
    from figures
    window series as (partition by table_name, ticker, metric, slot order by fiscal_year)
)

select
    j.table_name,
    j.ticker,
    j.metric,
    j.fiscal_year,
    j.slot,
    j.value_usd,
    j.before_usd,
    b.fiscal_year as back_in_fiscal_year,
    b.value_usd as back_usd
from jumps as j
inner join jumps as b
    on
        j.table_name = b.table_name and j.ticker = b.ticker and j.metric = b.metric and j.slot = b.slot
        and j.fiscal_year < b.fiscal_year and j.direction = -b.direction
