-- Grain: company x fiscal year x scenario.
-- The article's comparison rebuilt: the year's levy against the year's R&D and gross profit, and the last fiscal year
-- up to then whose whole R&D the levy would have paid for.
with
levy as (
    select * from {{ ref('levy_due') }}
    where fiscal_quarter is null
),

rnd as (
    select * from {{ ref('rnd_expense') }}
    where fiscal_quarter is null
)

select
    l.ticker,
    l.cik,
    l.company_name,
    l.fiscal_year,
    l.period_start,
    l.period_end,
    l.scenario_id,
    l.geography_basis,
    l.rate_share,
    l.china_revenue_usd,
    l.levy_usd,
    r.rnd_expense_usd,
    {{ usd('p.gross_profit_usd') }} as gross_profit_usd,
    l.levy_of_rnd_share,
    l.levy_of_gross_profit_share,
    cast(
        (
            select max(b.fiscal_year)
            from rnd as b
            where b.cik = l.cik and b.fiscal_year <= l.fiscal_year and b.rnd_expense_usd <= l.levy_usd
        ) as integer
    ) as rnd_year_covered,
    {{ usd("""(
        select max_by(b.rnd_expense_usd, b.fiscal_year)
        from rnd as b
        where b.cik = l.cik and b.fiscal_year <= l.fiscal_year and b.rnd_expense_usd <= l.levy_usd
    )""") }} as rnd_covered_usd,
    coalesce(
        l.null_reason,
        case when r.rnd_expense_usd is null then coalesce(r.null_reason, 'no R&D expense at hand for this year') end
    ) as null_reason,
    l.known_at
from levy as l
left join rnd as r on l.cik = r.cik and l.fiscal_year = r.fiscal_year
left join {{ ref('int_company_periods') }} as p
    on l.cik = p.cik and l.fiscal_year = p.fiscal_year and p.slot = 'FY' and p.version = 'latest'
order by l.ticker, l.fiscal_year, l.scenario_id
