-- The levy at any rate, on any base, from any day: `from levy.levy_what_if(0.2, 'china_revenue', null)`.
-- Base: china_revenue (each period on the basis of its own filing), a geography basis such as billing_location,
-- licensed_revenue (all products), a regime's name (the products in its scope), or regimes (each product under the
-- regimes of its day, whose own rates stand where the rate is null). Latest figures; nothing is passed on. The subtle
-- decision: a rate or a base that means nothing is an error, never an empty answer.
{{ config(materialized='table_macro', parameters=['rate', 'base_name', 'from_date'], contract={'enforced': false}) }}
with
named as (
    select
        exists(
            select 1 from {{ published('regimes') }}
            where regime_id = base_name and base != 'china_sales'
        ) as is_regime,
        exists(
            select 1 from {{ published('china_revenue') }}
            where geography_basis = base_name
        ) as is_basis
),

asked as (
    select
        'what_if' as scenario_id,
        'What if' as scenario_label,
        case
            when cast(rate as double) not between 0 and 1
                then cast(error(
                    'levy_what_if: the rate ' || cast(rate as varchar)
                    || ' is no share; write a share from 0 to 1, such as 0.15 for 15 %'
                ) as decimal(9, 6))
            when rate is null and base_name != 'regimes'
                then cast(error(
                    'levy_what_if: the rate may be null on the base regimes alone; write a share from 0 to 1'
                ) as decimal(9, 6))
            else cast(rate as decimal(9, 6))
        end as rate_share,
        case
            when base_name = 'regimes' then base_name
            when base_name = 'licensed_revenue' or is_regime then 'licensed_revenue'
            when base_name = 'china_revenue' or is_basis then 'china_revenue'
            else error(
                'levy_what_if: the base ' || coalesce(base_name, 'null') || ' is unknown; write china_revenue,'
                || ' licensed_revenue, regimes, a geography_basis of levy.china_revenue or a regime_id of levy.regimes'
            )
        end as base,
        case when base_name = 'china_revenue' then 'as_reported' else base_name end as geography_basis,
        case when is_regime then base_name end as regime_id,
        cast(from_date as date) as effective_from,
        cast(0 as decimal(9, 6)) as pass_through_low_share,
        cast(0 as decimal(9, 6)) as pass_through_point_share,
        cast(0 as decimal(9, 6)) as pass_through_high_share,
        cast(null as varchar) as source_id
    from named
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
