-- The scenario that a what-if of the levy asks for, as one row with the columns of levy.scenarios. Decision: a rate, a
-- base or a pass-through that is not valid is an error, never an empty result.
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
