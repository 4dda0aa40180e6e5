-- The levy at any rate, on any base, from any day, of which buyers bear a part:
-- `from levy.levy_what_if_borne(0.15, 'china_revenue', null, [0, 0.25, 0.5])`,
-- low, point and high of what is passed on, as shares of the levy. Base: china_revenue (each period on the basis of its
-- own filing), a geography basis such as billing_location, licensed_revenue (all products), a regime's name (the
-- products in its scope), or regimes (each product under the regimes of its day, whose own rates apply where the rate
-- is null). Latest figures. A rate, a base or a pass-through that is not valid is an error, never an empty result. The
-- queries that it shares with levy.levy_due are in macros/rows.
{{ config(
    materialized='table_macro', parameters=['rate', 'base_name', 'from_date', 'pass_through'],
    contract={'enforced': false}
) }}
with
asked as (
    select * from {{ published('levy_what_if_scenario') }}(rate, base_name, from_date, pass_through)
),

product_levies as (
    select * from {{ published('product_levies_what_if') }}(rate, base_name, from_date)
),

china as (
    select * from {{ published('china_revenue') }}
    where version = 'latest'
),

latest as (
    select
        *,
        slot as fiscal_period_type,
        'latest' as version
    from {{ published('value_history') }}
    where known_until is null
),

totals as (
    {{ company_totals('latest') }}
)

{{ levy_due_rows('china', 'totals', 'product_levies', 'asked') }}
order by d.ticker, d.fiscal_year, d.period_end, d.fiscal_quarter
