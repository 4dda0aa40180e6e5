-- The levy at any rate, on any base, from any day: `from levy.levy_what_if(0.2, 'china_revenue', null)`.
-- Base: china_revenue (each period on the basis of its own filing), a geography basis such as billing_location, or
-- licensed_revenue. Latest figures; nothing is passed on.
{{ config(materialized='table_macro', parameters=['rate', 'base_name', 'from_date'], contract={'enforced': false}) }}
with
asked as (
    select
        'what_if' as scenario_id,
        'What if' as scenario_label,
        cast(rate as decimal(9, 6)) as rate_share,
        case when base_name = 'licensed_revenue' then base_name else 'china_revenue' end as base,
        case when base_name = 'china_revenue' then 'as_reported' else base_name end as geography_basis,
        cast(null as varchar) as regime_id,
        cast(from_date as date) as effective_from,
        cast(0 as decimal(9, 6)) as pass_through_low_share,
        cast(0 as decimal(9, 6)) as pass_through_point_share,
        cast(0 as decimal(9, 6)) as pass_through_high_share,
        cast(null as varchar) as source_id
),

china as (
    select * from {{ published('china_revenue') }}
    where version = 'latest'
),

latest as (
    select
        *,
        'latest' as version
    from {{ published('value_history') }}
    where known_until is null
),

totals as (
    {{ company_totals('latest') }}
),

product_levies as (
    {{ product_levy_rows(published('licensed_revenue'), published('product_regimes'), 'asked') }}
)

{{ levy_due_rows('china', 'totals', 'product_levies', 'asked') }}
order by d.ticker, d.fiscal_year, d.period_end, d.fiscal_quarter
