-- Grain: company x fiscal period (quarter, or year with null fiscal_quarter) x scenario.
-- What a levy at the scenario's rate on China revenue would be, and what it weighs. The subtle decision: each row
-- stands on one geography basis; scenario `article` takes the basis that the period's own filing used, the others name
-- theirs.
with
base as (
    select * from {{ ref('china_revenue') }}
    where version = 'latest'
),

scenario_rows as (
    select
        s.scenario_id,
        s.label as scenario_label,
        s.rate_share,
        b.*
    from base as b
    inner join {{ ref('int_fiscal_calendar') }} as k
        on
            b.cik = k.cik and b.fiscal_year = k.fiscal_year
            and b.fiscal_quarter is not distinct from k.fiscal_quarter
    left join {{ ref('int_basis_as_reported') }} as r
        on k.cik = r.cik and k.fiscal_year = r.fiscal_year and k.slot = r.slot
    inner join {{ source('landing', 'levy_scenarios') }} as s
        on
            b.geography_basis = s.geography_basis
            or (
                b.geography_basis = coalesce(r.geography_basis, b.geography_basis)
                and s.geography_basis = 'as_reported'
            )
    -- a year may have several bases and a quarter none of its own: one row a scenario, the one with a figure first
    qualify row_number() over (
        partition by s.scenario_id, b.cik, b.fiscal_year, b.fiscal_quarter
        order by b.china_revenue_usd is null, b.known_at, b.geography_basis
    ) = 1
)

select
    r.ticker,
    r.cik,
    r.company_name,
    r.fiscal_year,
    r.fiscal_quarter,
    r.period_start,
    r.period_end,
    r.calendar_quarter,
    r.scenario_id,
    r.scenario_label,
    cast(r.rate_share as decimal(9, 6)) as rate_share,
    r.geography_basis,
    r.china_revenue_usd,
    {{ usd('r.rate_share * r.china_revenue_usd') }} as levy_usd,
    {{ share_of('r.rate_share * r.china_revenue_usd', 'p.revenue_usd') }} as levy_of_revenue_share,
    {{ share_of('r.rate_share * r.china_revenue_usd', 'p.gross_profit_usd') }} as levy_of_gross_profit_share,
    {{ share_of('r.rate_share * r.china_revenue_usd', 'p.operating_income_usd') }} as levy_of_operating_income_share,
    {{ share_of('r.rate_share * r.china_revenue_usd', 'p.rnd_expense_usd') }} as levy_of_rnd_share,
    r.derivation,
    r.formula,
    r.null_reason,
    r.accession,
    r.known_at
from scenario_rows as r
left join {{ ref('int_company_periods') }} as p
    on
        r.cik = p.cik and r.fiscal_year = p.fiscal_year
        and r.fiscal_quarter is not distinct from p.fiscal_quarter and p.version = 'latest'
order by r.ticker, r.fiscal_year, r.period_end, r.fiscal_quarter, r.scenario_id
