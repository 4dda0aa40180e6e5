-- levy.product_levies of the scenario that a what-if asks for, product by product:
-- `from levy.product_levies_what_if(0.2, 'licensed_revenue', null)`.
-- The query is macro product_levy_rows in macros/rows/product_levies.sql.
{{ config(materialized='table_macro', parameters=['rate', 'base_name', 'from_date'], contract={'enforced': false}) }}
with
asked as (
    select * from {{ published('levy_what_if_scenario') }}(rate, base_name, from_date, [0, 0, 0])
),

quarters as (
    {{ company_quarters(published('value_history')) }}
)

{{ product_levy_rows(published('licensed_revenue'), published('product_regimes'), 'asked', 'quarters') }}
order by d.ticker, d.period_end, d.chip_id, d.regime_id
