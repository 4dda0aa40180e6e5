-- Grain: company x product x fiscal quarter x scenario x regime.
-- What each scenario on licensed revenue, or on the regimes in force, takes on each product's documented revenue, with
-- the evidence. The parts of levy.levy_due for these scenarios.
-- The query is macro product_levy_rows in macros/rows/product_levies.sql, since levy.levy_what_if asks it of another
-- scenario.
with
quarters as (
    {{ company_quarters(ref('value_history')) }}
)

{{ product_levy_rows(ref('licensed_revenue'), ref('product_regimes'), ref('scenarios'), 'quarters') }}
order by d.ticker, d.period_end, d.chip_id, d.scenario_id, d.regime_id
