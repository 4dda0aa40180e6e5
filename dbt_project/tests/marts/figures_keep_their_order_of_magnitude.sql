-- A hundred times the year before, or a hundredth of it, is a wrong unit, not a business.
with
stands as (
    select *
    from {{ ref('value_history') }}
    where known_until is null and metric in ('revenue', 'rnd_expense', 'cost_of_revenue') and geography = 'total'
),

figures as (
    select
        ticker,
        metric,
        fiscal_year,
        slot,
        value_usd
    from stands
    where value_usd > 0

    union all

    select
        ticker,
        'rnd_expense' as metric,
        fiscal_year,
        coalesce('Q' || fiscal_quarter, 'FY') as slot,
        rnd_expense_usd as value_usd
    from {{ ref('rnd_expense') }}
    where rnd_expense_usd > 0
)

select
    f.ticker,
    f.metric,
    f.fiscal_year,
    f.slot,
    f.value_usd,
    b.value_usd as year_before_usd
from figures as f
inner join figures as b
    on f.ticker = b.ticker and f.metric = b.metric and f.slot = b.slot and f.fiscal_year = b.fiscal_year + 1
where f.value_usd / b.value_usd not between 0.01 and 100
