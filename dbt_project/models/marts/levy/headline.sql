-- Grain: watched company. Its newest quarter with revenue, and the newest period for which its China revenue is known
-- (a full year before a quarter that ends the same day), with the article's levy on it. Null where nothing is
-- available.
with
available as (
    select distinct cik
    from {{ ref('int_fact_ledger') }}
),

newest_quarter as (
    select *
    from {{ ref('int_company_periods') }}
    where version = 'latest' and fiscal_quarter is not null and revenue_usd is not null
    qualify row_number() over (partition by cik order by period_end desc) = 1
),

yearly as (
    select distinct cik
    from {{ ref('int_company_periods') }}
    where fiscal_period_type = 'FY' and revenue_usd is not null
),

newest_levy as (
    select
        cik,
        fiscal_year,
        fiscal_quarter,
        period_end,
        geography_basis,
        china_revenue_usd,
        rate_share,
        levy_usd,
        accession,
        source_id,
        confidence
    from {{ ref('levy_due') }}
    where scenario_id = 'article' and levy_usd is not null
    qualify row_number() over (partition by cik order by period_end desc, fiscal_quarter asc nulls first) = 1
)

select
    c.ticker,
    c.cik,
    c.company_name,
    cast(q.fiscal_year as integer) as fiscal_year,
    cast(q.fiscal_quarter as integer) as fiscal_quarter,
    q.period_end,
    {{ usd('q.revenue_usd') }} as revenue_usd,
    {{ usd('q.rnd_expense_usd') }} as rnd_expense_usd,
    cast(l.fiscal_year as integer) as china_fiscal_year,
    cast(l.fiscal_quarter as integer) as china_fiscal_quarter,
    l.period_end as china_period_end,
    l.geography_basis,
    l.china_revenue_usd,
    l.rate_share,
    l.levy_usd,
    case
        when q.cik is null and f.cik is null then 'no_filing'
        when q.cik is null and y.cik is not null then 'no_quarterly_revenue'
        when q.cik is null then 'no_revenue_in_usd'
        when l.cik is null then 'no_china_revenue'
        when q.rnd_expense_usd is null then 'no_rnd_expense'
    end as null_reason_code,
    case null_reason_code
        when 'no_filing' then 'no filing of this company is available'
        when 'no_quarterly_revenue' then 'no available filing gives its revenue by quarter, only by year'
        when 'no_revenue_in_usd' then 'no available filing gives its revenue in US dollars'
        when 'no_china_revenue' then 'no available filing gives its revenue in China'
        when 'no_rnd_expense' then 'no R&D expense available for its newest quarter'
    end as null_reason,
    l.accession,
    l.source_id,
    coalesce(l.confidence, 'none_found') as confidence
from {{ ref('int_companies') }} as c
left join newest_quarter as q on c.cik = q.cik
left join yearly as y on c.cik = y.cik
left join newest_levy as l on c.cik = l.cik
left join available as f on c.cik = f.cik
order by c.ticker
