-- One row per company, fiscal year, slot and version: the company totals side by side.
-- The subtle decision: a filer that reports no gross profit (Qualcomm) has revenue less cost of revenue, where
-- the filing of the cost gives that same revenue and the cost leaves nothing out (a concept `...Excluding...` does).
with
side_by_side as (
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
        max(v.accession) filter (where v.metric = 'revenue') as revenue_accession,
        max(v.value_usd) filter (where v.metric = 'rnd_expense') as rnd_expense_usd,
        max(v.value_usd) filter (where v.metric = 'operating_income') as operating_income_usd,
        max(v.value_usd) filter (where v.metric = 'gross_profit') as filed_gross_profit_usd,
        max(v.derivation) filter (where v.metric = 'gross_profit') as filed_gross_profit_derivation,
        max(v.value_usd) filter (
            where v.metric = 'cost_of_revenue' and not contains(v.concept, 'Excluding')
        ) as cost_of_revenue_usd,
        max(v.accession) filter (where v.metric = 'cost_of_revenue') as cost_accession
    from {{ ref('int_period_values') }} as v
    inner join {{ ref('stg_reference__companies') }} as c on v.cik = c.cik
    where v.geography = 'total'
    group by all
),

with_difference as (
    select
        s.*,
        case
            when s.revenue_accession = s.cost_accession or r.accession is not null
                then s.revenue_usd - s.cost_of_revenue_usd
        end as revenue_less_cost_usd
    from side_by_side as s
    left join {{ ref('int_slot_values') }} as r
        on
            s.cik = r.cik and s.fiscal_year = r.fiscal_year and s.slot = r.slot
            and s.cost_accession = r.accession and s.revenue_usd = r.value_usd
            and r.metric = 'revenue' and r.geography = 'total'
)

select
    cik,
    ticker,
    company_name,
    fiscal_year,
    slot,
    fiscal_quarter,
    period_start,
    period_end,
    calendar_quarter,
    version,
    revenue_usd,
    rnd_expense_usd,
    coalesce(filed_gross_profit_usd, revenue_less_cost_usd) as gross_profit_usd,
    case
        when filed_gross_profit_usd is not null then filed_gross_profit_derivation
        when revenue_less_cost_usd is not null then 'derived'
        else 'missing'
    end as gross_profit_derivation,
    operating_income_usd
from with_difference
