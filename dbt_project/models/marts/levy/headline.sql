-- Grain: watched company. Its newest quarter with revenue, and the newest period for which its China revenue is known
-- (a full year before a quarter that ends the same day), with its share of total revenue and the article's levy on it;
-- where no filing gives it, the bounds of a share that others quote. Null where nothing is available.
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

-- why the newest year has no China revenue, as levy.china_revenue says it
newest_gap as (
    select
        cik,
        null_reason_code as gap_code,
        null_reason as gap_reason
    from {{ ref('china_revenue') }}
    where version = 'latest' and fiscal_quarter is null and china_revenue_usd is null
    qualify row_number() over (partition by cik order by period_end desc, geography_basis asc) = 1
),

newest_levy as (
    select
        cik,
        fiscal_year,
        fiscal_quarter,
        period_end,
        geography_basis,
        china_scope,
        china_revenue_usd,
        {{ share_of('base_low_usd', 'revenue_usd') }} as china_of_revenue_low_share,
        {{ share_of('base_usd', 'revenue_usd') }} as china_of_revenue_share,
        {{ share_of('base_high_usd', 'revenue_usd') }} as china_of_revenue_high_share,
        rate_share,
        levy_usd,
        accession,
        source_id,
        confidence
    from {{ ref('levy_due') }}
    where scenario_id = 'article' and levy_usd is not null
    qualify row_number() over (partition by cik order by period_end desc, fiscal_quarter asc nulls first) = 1
),

-- of a company whose filings give none: the bounds of a share that others quote
newest_china as (
    select * from newest_levy

    union all by name

    select
        cik,
        fiscal_year,
        period_end,
        geography_basis,
        china_scope,
        china_of_revenue_low_share,
        china_of_revenue_high_share,
        source_id,
        confidence,
        null_reason_code as quoted_code,
        null_reason as quoted_reason
    from {{ ref('exposure') }}
    where is_newest and china_source = 'quotation' and cik not in (select l.cik from newest_levy as l)
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
    cast(n.fiscal_year as integer) as china_fiscal_year,
    cast(n.fiscal_quarter as integer) as china_fiscal_quarter,
    n.period_end as china_period_end,
    n.geography_basis,
    n.china_scope,
    n.china_revenue_usd,
    n.china_of_revenue_low_share,
    n.china_of_revenue_share,
    n.china_of_revenue_high_share,
    n.rate_share,
    n.levy_usd,
    case
        when q.cik is null and f.cik is null and n.cik is null then 'no_filing'
        when q.cik is null and y.cik is null and n.quoted_code is not null then n.quoted_code
        when q.cik is null and y.cik is not null then 'no_quarterly_revenue'
        when q.cik is null then 'no_revenue_in_usd'
        when n.quoted_code is not null then n.quoted_code
        when n.cik is null then coalesce(m.gap_code, 'no_china_revenue')
        when q.rnd_expense_usd is null then 'no_rnd_expense'
    end as null_reason_code,
    case null_reason_code
        when 'no_filing' then 'no filing of this company is available'
        when 'no_quarterly_revenue' then 'no available filing gives its revenue by quarter, only by year'
        when 'no_revenue_in_usd' then 'no available filing gives its revenue in US dollars'
        when 'no_china_revenue' then 'no available filing gives its revenue in China'
        when 'no_rnd_expense' then 'no R&D expense available for its newest quarter'
        when n.quoted_code then n.quoted_reason
        when m.gap_code then m.gap_reason
    end as null_reason,
    n.accession,
    n.source_id,
    coalesce(n.confidence, 'none_found') as confidence
from {{ ref('int_companies') }} as c
left join newest_quarter as q on c.cik = q.cik
left join yearly as y on c.cik = y.cik
left join newest_china as n on c.cik = n.cik
left join newest_gap as m on c.cik = m.cik
left join available as f on c.cik = f.cik
order by c.ticker
