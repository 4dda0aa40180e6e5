-- Grain: company x fiscal period (quarter, or year with null fiscal_quarter) x scenario.
-- What a levy at the scenario's rate on China revenue would be, and what it weighs. The subtle decision: each row
-- stands on one geography basis; scenario `article` takes the basis that the period's own filing used, the others name
-- theirs.
with
china as (
    select * from {{ ref('china_revenue') }}
    where version = 'latest'
),

totals as (
    select * from {{ ref('int_company_periods') }}
    where version = 'latest'
)

{{ levy_due_rows('china', 'totals', ref('scenarios')) }}
order by b.ticker, b.fiscal_year, b.period_end, b.fiscal_quarter, s.scenario_id
