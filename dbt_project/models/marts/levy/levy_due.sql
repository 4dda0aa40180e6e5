-- Grain: company x fiscal period (quarter, or year with null fiscal_quarter) x scenario.
-- What a levy would be, low, point and high, as a share of other figures, and who bears it. Decisions: a row
-- on China revenue has one geography basis; a row on products has a point only where every product has one.
-- The query is macro levy_due_rows in macros/rows/levy_due.sql, since levy.levy_due_as_of and levy.levy_what_if ask it
-- of other rows.
with
china as (
    select * from {{ ref('china_revenue') }}
    where version = 'latest'
),

totals as (
    select * from {{ ref('int_company_periods') }}
    where version = 'latest'
)

{{ levy_due_rows('china', 'totals', ref('product_levies'), ref('scenarios')) }}
order by d.ticker, d.fiscal_year, d.period_end, d.fiscal_quarter, d.scenario_id
