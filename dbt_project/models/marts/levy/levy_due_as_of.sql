-- levy.levy_due as it was known at the end of a day, UTC, under today's scenarios and regimes.
{{ config(materialized='table_macro', parameters=['day'], contract={'enforced': false}) }}
with
as_known as (
    select *
    from {{ as_known_on('day') }}
    where version = 'latest'
),

china as (
    {{ china_revenue_rows('as_known') }}
),

totals as (
    {{ company_totals('as_known') }}
),

products as (
    select *
    from {{ published('product_levies') }}
    where known_on <= cast(day as date)
)

{{ levy_due_rows('china', 'totals', 'products', published('scenarios')) }}
order by d.ticker, d.fiscal_year, d.period_end, d.fiscal_quarter, d.scenario_id
