-- A levy on China revenue equals its rate times its base, to the cent, on the days since the scenario starts; that
-- of a year that straddles the start, the sum of its quarters.
with
china as (
    select
        d.ticker,
        d.scenario_id,
        d.fiscal_year,
        d.fiscal_quarter,
        d.levy_usd,
        d.base_usd,
        d.china_revenue_usd,
        sum(d.levy_usd) filter (where d.fiscal_quarter is not null) over (
            partition by d.ticker, d.scenario_id, d.fiscal_year
        ) as quarters_usd,
        {{ share_of_days('s.effective_from', 'null::date', 'd.period_start', 'd.period_end') }} as days_share,
        case
            when d.fiscal_quarter is null and days_share < 1 then coalesce({{ usd('quarters_usd') }}, d.levy_usd)
            else {{ usd_times('d.rate_share * days_share', 'd.base_usd') }}
        end as expected_usd
    from {{ ref('levy_due') }} as d
    inner join {{ ref('scenarios') }} as s on d.scenario_id = s.scenario_id
    where d.base = 'china_revenue'
)

select
    ticker,
    scenario_id,
    fiscal_year,
    fiscal_quarter,
    levy_usd,
    expected_usd
from china
where levy_usd is distinct from expected_usd or base_usd != china_revenue_usd

union all

select
    ticker,
    regime_id as scenario_id,
    fiscal_year,
    null as fiscal_quarter,
    levy as levy_usd,
    rate_share * china_sales as expected_usd
from {{ ref('precedents') }}
where abs(levy - rate_share * china_sales) > 0.01
