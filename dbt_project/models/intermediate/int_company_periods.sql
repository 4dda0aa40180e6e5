-- One row per company, fiscal year, slot and version: the company totals side by side.
select
    v.cik,
    c.ticker,
    c.company_name,
    v.fiscal_year,
    v.slot,
    v.fiscal_quarter,
    v.period_start,
    v.period_end,
    v.calendar_quarter,
    v.version,
    max(v.value_usd) filter (where v.metric = 'revenue') as revenue_usd,
    max(v.value_usd) filter (where v.metric = 'rnd_expense') as rnd_expense_usd,
    max(v.value_usd) filter (where v.metric = 'gross_profit') as gross_profit_usd,
    max(v.value_usd) filter (where v.metric = 'operating_income') as operating_income_usd
from {{ ref('int_period_values') }} as v
inner join {{ ref('stg_reference__companies') }} as c on v.cik = c.cik
where v.geography = 'total'
group by all
