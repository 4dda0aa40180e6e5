-- Low, point and high are ordered in every mart about levies.
select
    'levy.levy_due' as table_name,
    ticker,
    scenario_id as what,
    fiscal_year
from {{ ref('levy_due') }}
where
    levy_low_usd > levy_usd or levy_usd > levy_high_usd or levy_low_usd > levy_high_usd
    or base_low_usd > base_usd or base_usd > base_high_usd
    or cumulative_levy_low_usd > cumulative_levy_usd or cumulative_levy_usd > cumulative_levy_high_usd
    or borne_by_company_low_usd > borne_by_company_usd or borne_by_company_usd > borne_by_company_high_usd

union all

select
    'rnd.levy_vs_rnd' as table_name,
    ticker,
    scenario_id as what,
    fiscal_year
from {{ ref('levy_vs_rnd') }}
where levy_low_usd > levy_usd or levy_usd > levy_high_usd

union all

select
    'levy.licensed_revenue' as table_name,
    ticker,
    chip_id as what,
    fiscal_year
from {{ ref('licensed_revenue') }}
where
    licensed_revenue_low_usd > licensed_revenue_usd or licensed_revenue_usd > licensed_revenue_high_usd
    or licensed_revenue_low_usd > licensed_revenue_high_usd

union all

select
    'levy.product_levies' as table_name,
    ticker,
    chip_id as what,
    fiscal_year
from {{ ref('product_levies') }}
where levy_low_usd > levy_usd or levy_usd > levy_high_usd

union all

select
    'levy.levy_to_date' as table_name,
    tickers as ticker,
    scenario_id as what,
    null as fiscal_year
from {{ ref('levy_to_date') }}
where
    levy_low_usd > levy_usd or levy_usd > levy_high_usd or levy_low_usd > levy_high_usd
    or base_low_usd > base_usd or base_usd > base_high_usd or base_low_usd > base_high_usd
