-- levy.headline, levy.exposure and rnd.levy_vs_rnd have the levies of levy.levy_due and the R&D of rnd.rnd_expense for
-- the same company and period; levy.levy_to_date is the sum of the newest running totals; domestic supply is the same
-- in every mart.
with
quarters as (
    select
        *,
        period_end = max(period_end) over (partition by scenario_id, cik, ticker) as is_newest
    from {{ ref('levy_due') }}
    where fiscal_quarter is not null and cumulative_levy_low_usd is not null
),

running_totals as (
    select
        scenario_id,
        count(*) as quarter_count,
        max(period_end) as period_end,
        sum(base_low_usd) as base_low_usd,
        case when count(*) = count(base_high_usd) then sum(base_high_usd) end as base_high_usd,
        sum(cumulative_levy_low_usd) filter (where is_newest) as levy_low_usd,
        case
            when bool_and(cumulative_levy_high_usd is not null) filter (where is_newest)
                then sum(cumulative_levy_high_usd) filter (where is_newest)
        end as levy_high_usd
    from quarters
    group by scenario_id
)

select
    'headline' as table_name,
    h.ticker,
    h.china_fiscal_year as fiscal_year
from {{ ref('headline') }} as h
anti join {{ ref('levy_due') }} as d
    on
        h.cik = d.cik and h.ticker = d.ticker and d.scenario_id = 'article'
        and h.china_fiscal_year = d.fiscal_year and h.china_fiscal_quarter is not distinct from d.fiscal_quarter
        and h.china_period_end = d.period_end and h.geography_basis = d.geography_basis
        and h.china_revenue_usd = d.china_revenue_usd and h.rate_share = d.rate_share and h.levy_usd = d.levy_usd
where h.china_fiscal_year is not null and h.confidence != 'quoted_once'

union all

select
    'headline' as table_name,
    h.ticker,
    h.china_fiscal_year as fiscal_year
from {{ ref('headline') }} as h
anti join {{ ref('exposure') }} as e
    on
        h.cik = e.cik and h.ticker = e.ticker and h.china_fiscal_year = e.fiscal_year and e.is_newest
        and h.geography_basis = e.geography_basis and h.china_scope = e.china_scope and h.source_id = e.source_id
        and h.china_of_revenue_low_share = e.china_of_revenue_low_share
        and h.china_of_revenue_high_share = e.china_of_revenue_high_share
where h.confidence = 'quoted_once'

union all

select
    'exposure' as table_name,
    e.ticker,
    e.fiscal_year
from {{ ref('exposure') }} as e
inner join {{ ref('levy_due') }} as d
    on
        e.cik = d.cik and e.fiscal_year = d.fiscal_year and d.fiscal_quarter is null
        and d.scenario_id = 'article' and e.geography_basis = d.geography_basis
where
    e.china_revenue_usd is distinct from d.china_revenue_usd
    or e.levy_usd is distinct from d.levy_usd
    or e.levy_of_rnd_share is distinct from d.levy_of_rnd_share
    or e.china_scope is distinct from d.china_scope

union all

select
    'headline' as table_name,
    h.ticker,
    h.fiscal_year
from {{ ref('headline') }} as h
anti join {{ ref('rnd_expense') }} as r
    on
        h.cik = r.cik and h.ticker = r.ticker and h.fiscal_year = r.fiscal_year
        and h.fiscal_quarter = r.fiscal_quarter and h.period_end = r.period_end
        and h.revenue_usd = r.revenue_usd and h.rnd_expense_usd = r.rnd_expense_usd
where h.rnd_expense_usd is not null

union all

select
    'headline' as table_name,
    h.ticker,
    h.fiscal_year
from {{ ref('headline') }} as h
anti join {{ ref('value_history') }} as v
    on
        h.cik = v.cik and h.ticker = v.ticker and h.fiscal_year = v.fiscal_year and h.period_end = v.period_end
        and v.slot = 'Q' || h.fiscal_quarter and v.metric = 'revenue' and v.geography = 'total'
        and v.known_until is null and h.revenue_usd = v.value_usd
where h.revenue_usd is not null

union all

select
    'levy_vs_rnd' as table_name,
    v.ticker,
    v.fiscal_year
from {{ ref('levy_vs_rnd') }} as v
left join {{ ref('levy_due') }} as d
    on
        v.cik = d.cik and v.ticker = d.ticker and v.fiscal_year = d.fiscal_year
        and v.scenario_id = d.scenario_id and d.fiscal_quarter is null
left join {{ ref('rnd_expense') }} as r
    on v.cik = r.cik and v.ticker = r.ticker and v.fiscal_year = r.fiscal_year and r.fiscal_quarter is null
where
    d.cik is null
    or v.levy_low_usd is distinct from d.levy_low_usd
    or v.levy_usd is distinct from d.levy_usd
    or v.levy_high_usd is distinct from d.levy_high_usd
    or v.china_revenue_usd is distinct from d.china_revenue_usd
    or v.gross_profit_usd is distinct from d.gross_profit_usd
    or v.rnd_expense_usd is distinct from r.rnd_expense_usd

union all

select
    'levy_to_date' as table_name,
    t.scenario_id as ticker,
    null as fiscal_year
from {{ ref('levy_to_date') }} as t
left join running_totals as d on t.scenario_id = d.scenario_id
where
    t.quarter_count is distinct from d.quarter_count
    or t.period_end is distinct from d.period_end
    or t.base_low_usd is distinct from d.base_low_usd
    or t.base_high_usd is distinct from d.base_high_usd
    or t.levy_low_usd is distinct from d.levy_low_usd
    or t.levy_high_usd is distinct from d.levy_high_usd

union all

select
    'substitution' as table_name,
    s.scenario_id as ticker,
    s.year as fiscal_year
from {{ ref('substitution') }} as s
left join {{ ref('accelerator_supply') }} as a on s.scenario_id = a.scenario_id and s.year = a.year
where
    s.domestic_units_p5 is distinct from a.units_p5
    or s.domestic_units_p50 is distinct from a.units_p50
    or s.domestic_units_p95 is distinct from a.units_p95

union all

select
    'supply_checks' as table_name,
    c.scenario_id as ticker,
    c.year as fiscal_year
from {{ ref('supply_checks') }} as c
left join {{ ref('accelerator_supply') }} as a on c.scenario_id = a.scenario_id and c.year = a.year
where
    c.measured_in in ('packages', 'dies')
    and (
        c.simulated_units_p5 is distinct from if(c.measured_in = 'dies', a.dies_p5, a.units_p5)
        or c.simulated_units_p50 is distinct from if(c.measured_in = 'dies', a.dies_p50, a.units_p50)
        or c.simulated_units_p95 is distinct from if(c.measured_in = 'dies', a.dies_p95, a.units_p95)
    )
