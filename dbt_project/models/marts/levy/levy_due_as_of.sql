-- levy.levy_due as it was known at the end of a day, UTC, under today's scenarios.
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
)

{{ levy_due_rows('china', 'totals', published('scenarios')) }}
order by b.ticker, b.fiscal_year, b.period_end, b.fiscal_quarter, s.scenario_id
