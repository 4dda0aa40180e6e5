-- Grain: company x fiscal year x geography basis. How much of its revenue a company books in China, with bounds, basis
-- and scope, and what a levy at the article's 15 % would be of the year's R&D and operating income. Decision: companies
-- are comparable where basis and scope are the same and the years end within twelve months of each other; the row names
-- those that are, and says so where none is. Changes compare with the year before on the same basis and scope; growth
-- of revenue is taken in the reporting currency. Any other rate: levy.exposure_what_if.
with
revenue_by_year as (
    select distinct
        cik,
        fiscal_year,
        reporting_currency,
        revenue_in_reporting_currency as revenue
    from {{ ref('int_exposure_years') }}
),

compared as (
    select
        e.*,
        {{ share_of('e.revenue_in_reporting_currency - b.revenue', 'b.revenue') }} as revenue_growth_share,
        cast(e.china_of_revenue_share - p.china_of_revenue_share as decimal(12, 6)) as china_of_revenue_change_share,
        {{ share_of('e.china_revenue_usd - p.china_revenue_usd', 'p.china_revenue_usd') }}
            as china_revenue_growth_share,
        row_number() over (
            partition by e.cik
            order by
                e.china_of_revenue_high_share is null asc,
                e.fiscal_year desc,
                e.china_revenue_usd is null asc,
                e.geography_basis asc
        ) = 1 as is_newest
    from {{ ref('int_exposure_years') }} as e
    left join {{ ref('int_exposure_years') }} as p
        on
            e.cik = p.cik and e.fiscal_year = p.fiscal_year + 1 and e.geography_basis = p.geography_basis
            and e.china_scope is not distinct from p.china_scope
    left join revenue_by_year as b
        on e.cik = b.cik and e.fiscal_year = b.fiscal_year + 1 and e.reporting_currency = b.reporting_currency
),

peers as (
    select
        a.cik,
        a.fiscal_year,
        a.geography_basis,
        string_agg(distinct b.ticker, ', ' order by b.ticker) as comparable_tickers
    from compared as a
    inner join compared as b
        on
            a.cik != b.cik and a.geography_basis = b.geography_basis and a.china_scope = b.china_scope
            and case
                when a.period_end is null or b.period_end is null then abs(a.fiscal_year - b.fiscal_year) <= 1
                else abs(a.period_end - b.period_end) <= 366
            end
    where
        a.geography_basis not in ('unknown', 'segment')
        and a.china_of_revenue_high_share is not null and b.china_of_revenue_high_share is not null
    group by a.cik, a.fiscal_year, a.geography_basis
),

prepared as (
    select
        c.ticker,
        c.cik,
        c.company_name,
        c.fiscal_year,
        c.period_start,
        c.period_end,
        c.is_newest,
        c.geography_basis,
        c.china_scope,
        c.china_source,
        {{ usd('c.china_revenue_low_usd') }} as china_revenue_low_usd,
        {{ usd('c.china_revenue_usd') }} as china_revenue_usd,
        {{ usd('c.china_revenue_high_usd') }} as china_revenue_high_usd,
        {{ usd('c.revenue_usd') }} as revenue_usd,
        cast(c.china_of_revenue_low_share as decimal(12, 6)) as china_of_revenue_low_share,
        c.china_of_revenue_share,
        cast(c.china_of_revenue_high_share as decimal(12, 6)) as china_of_revenue_high_share,
        c.china_of_revenue_change_share,
        c.china_revenue_growth_share,
        c.reporting_currency,
        c.revenue_growth_share,
        {{ usd('c.rnd_expense_usd') }} as rnd_expense_usd,
        {{ usd('c.operating_income_usd') }} as operating_income_usd,
        p.comparable_tickers,
        case
            when c.china_of_revenue_high_share is null then null
            when p.comparable_tickers is not null
                then 'comparable with these only: basis ' || c.geography_basis || ', scope ' || c.china_scope
            when c.geography_basis in ('unknown', 'segment')
                then 'comparable with none: ' || c.geography_basis || ' does not say where revenue counts'
            else
                'comparable with none: no other company has basis ' || c.geography_basis || ' and scope '
                || c.china_scope || ' in a year that ends within twelve months'
        end as comparison_note,
        c.null_reason_code,
        c.null_reason,
        c.confidence,
        c.source_id,
        c.accession,
        s.rate_share as article_rate_share
    from compared as c
    cross join {{ ref('scenarios') }} as s
    left join peers as p
        on c.cik = p.cik and c.fiscal_year = p.fiscal_year and c.geography_basis = p.geography_basis
    where s.scenario_id = 'article'
)

select * exclude (article_rate_share)
from ({{ exposure_rows('prepared', 'x.article_rate_share') }}) as r
order by ticker, fiscal_year, geography_basis
