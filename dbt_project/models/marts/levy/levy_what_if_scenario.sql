-- The scenario that a what-if of the levy asks for, as one row with the columns of levy.scenarios. Decision: a rate, a
-- base or a pass-through that is not valid is an error that says why, never an empty result; so is a base without
-- sales, and a day after all of them.
{{ config(
    materialized='table_macro', parameters=['rate', 'base_name', 'from_date', 'pass_through'],
    contract={'enforced': false}
) }}
with
asked as (
    select base_name as name
),

known as (
    select
        a.name,
        (
            select max(l.period_end)
            from {{ published('licensed_revenue') }} as l
            inner join {{ published('product_regimes') }} as p on l.chip_id = p.chip_id
            where
                l.is_in_base and p.is_in_scope
                and case a.name
                    when 'regimes' then p.is_in_force
                    when 'announced_regimes' then p.applies
                    when 'licensed_revenue' then true
                    else p.regime_id = a.name
                end
        ) as last_sale,
        (select max(c.period_end) from {{ published('china_revenue') }} as c) as last_period,
        (
            select max(r.base)
            from {{ published('regimes') }} as r
            where r.regime_id = a.name
        ) as regime_base,
        exists(
            select 1
            from {{ published('china_revenue') }} as b
            where b.geography_basis = a.name
        ) as is_basis
    from asked as a
),

named as (
    select
        regime_base != 'china_sales' as is_regime,
        case
            when base_name in ('regimes', 'announced_regimes') then base_name
            when base_name = 'licensed_revenue' or is_regime then 'licensed_revenue'
            when base_name = 'china_revenue' or is_basis then 'china_revenue'
        end as named_base,
        case when named_base = 'china_revenue' then last_period else last_sale end as last_day,
        case
            when regime_base = 'china_sales'
                then ' is a regime on the China sales of other companies, which levy.precedents shows'
            else ' is unknown'
        end as problem,
        cast(pass_through as double[]) as passed
    from known
)

select
    'what_if' as scenario_id,
    'What if' as scenario_label,
    case
        when cast(rate as double) not between 0 and 1
            then cast(error(
                'levy_what_if: the rate ' || cast(rate as varchar)
                || ' is no share; write a share from 0 to 1, such as 0.15 for 15 %'
            ) as decimal(9, 6))
        when rate is null and base_name not in ('regimes', 'announced_regimes')
            then cast(error(
                'levy_what_if: the rate may be null on the bases regimes and announced_regimes alone;'
                || ' write a share from 0 to 1'
            ) as decimal(9, 6))
        else cast(rate as decimal(9, 6))
    end as rate_share,
    coalesce(
        named_base,
        error(
            'levy_what_if: the base ' || coalesce(base_name, 'null') || problem
            || '; write china_revenue, licensed_revenue, regimes, announced_regimes, a geography_basis of'
            || ' levy.china_revenue or a regime_id of levy.regimes'
        )
    ) as base,
    case when base_name = 'china_revenue' then 'as_reported' else base_name end as geography_basis,
    case when is_regime then base_name end as regime_id,
    case
        when named_base is not null and last_day is null
            then cast(error(
                'levy_what_if: no documented sale is of a product in the scope of ' || base_name
                || ', so nothing can be computed; levy.product_regimes shows what is in its scope, and'
                || ' levy.licensed_revenue which sales are documented'
            ) as date)
        when cast(from_date as date) > last_day
            then cast(error(
                'levy_what_if: nothing is known of the time from ' || cast(from_date as varchar)
                || '; write a day up to ' || cast(last_day as varchar)
            ) as date)
        else cast(from_date as date)
    end as effective_from,
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
