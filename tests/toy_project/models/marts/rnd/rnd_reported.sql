-- Grain: watched company x period. R&D as its newest filing in companyfacts gives it.
select
    c.ticker,
    c.cik,
    f.period_start,
    f.period_end,
    cast(f.value as decimal(18, 2)) as rnd_expense_usd,
    f.accession
from {{ ref('stg_edgar__companyfacts') }} as f
inner join {{ ref('int_companies') }} as c on f.cik = c.cik
where
    f.concept = 'us-gaap:ResearchAndDevelopmentExpense' and f.unit = 'USD' and f.value is not null
    and f.period_start is not null
qualify
    row_number() over (
        partition by f.cik, f.period_start, f.period_end order by f.filed desc, f.accession desc, f.fact_no desc
    ) = 1
order by c.ticker, f.period_end, f.period_start
