-- No value jumps to a hundred times or a hundredth of the year before and jumps back later, or differs as much from the
-- quarter before; such a value has a wrong unit. Growth by a factor of a hundred that stays may be true (a start-up, a
-- merger) and is reported by another data test.
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
),

quarters as (
    select
        *,
        lag(value_usd) over (partition by table_name, ticker, metric order by fiscal_year, slot) as quarter_before_usd
    from jumps
    where slot in ('Q1', 'Q2', 'Q3', 'Q4')
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

union all

select
    table_name,
    ticker,
    metric,
    fiscal_year,
    slot,
    value_usd,
    before_usd,
    null as back_in_fiscal_year,
    null as back_usd
from quarters
where
    (direction = 1 and value_usd / quarter_before_usd > 100)
    or (direction = -1 and value_usd / quarter_before_usd < 0.01)
