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
named as (
    select
        exists(
            select 1 from {{ published('regimes') }}
            where regime_id = base_name and base != 'china_sales'
        ) as is_regime,
        exists(
            select 1 from {{ published('china_revenue') }}
            where geography_basis = base_name
        ) as is_basis,
        cast(pass_through as double[]) as passed
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
        case
            when
                len(passed) = 3 and 0 <= passed[1] and passed[1] <= passed[2] and passed[2] <= passed[3]
                and passed[3] <= 1
                then cast(passed[1] as decimal(9, 6))
            else cast(error(
                'levy_what_if: the pass-through ' || coalesce(cast(passed as varchar), 'null')
                || ' is no range; write [low, point, high] as shares from 0 to 1 in this order, such as [0, 0.5, 1]'
            ) as decimal(9, 6))
        end as pass_through_low_share,
        cast(passed[2] as decimal(9, 6)) as pass_through_point_share,
        cast(passed[3] as decimal(9, 6)) as pass_through_high_share,
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
        slot as fiscal_period_type,
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
