-- The levy at any rate, on any base, from any day: `from levy.levy_what_if(0.2, 'china_revenue', null)`.
-- Base: china_revenue (each period on the basis of its own filing), a geography basis such as billing_location,
-- licensed_revenue (all products), a regime's name (the products in its scope), or regimes (each product under the
-- regimes of its day, whose own rates stand where the rate is null). Latest figures; nothing is passed on. The subtle
-- decision: a rate or a base that means nothing is an error, never an empty answer.
{{ config(materialized='table_macro', parameters=['rate', 'base_name', 'from_date'], contract={'enforced': false}) }}
{{ levy_what_if_rows('[0, 0, 0]') }}
order by d.ticker, d.fiscal_year, d.period_end, d.fiscal_quarter
