-- Grain: scenario x claim. What others say of a year, against the simulation: at which percentile of the draws the
-- claim lies, and by how much it differs from the middle. Decisions: each claim meets what it counts (packages made or
-- sold, those of one or two dies, dies, stacks), and where it does not say what it counts, that is said; revenue is
-- read as the packages that it pays for at the prices quoted; an end that a claim leaves open reaches as far as the
-- draws; a claimant on whom an input of the year rests is no independent check, and is marked.
with
prices as (
    select
        min(stands_for) as low,
        max(stands_for) as high
    from {{ ref('capacity_evidence') }}
    where metric = 'accelerator_price' and subject_id = 'ascend' and unit = 'usd'
),

-- revenue over price: the fewest packages at the highest price
revenues as (
    select
        e.*,
        e.stands_for as revenue_usd,
        e.stands_for / p.high as units_low,
        e.stands_for / p.low as units_high
    from {{ ref('capacity_evidence') }} as e
    cross join prices as p
    where e.metric = 'chip_revenue' and e.subject_id = 'huawei' and e.unit = 'usd'
),

claims as (
    select
        * replace (
            cast(units_low as decimal(24, 6)) as value_low,
            cast(null as decimal(24, 6)) as value_point,
            cast(units_high as decimal(24, 6)) as value_high,
            'closed' as low_bound,
            'closed' as high_bound,
            (units_low + units_high) / 2 as stands_for
        ),
        'packages_sold_by_revenue' as measured_in
    from revenues
    where units_low is not null and year is not null

    union all by name

    select
        *,
        case
            when counted = 'stacks' then 'domestic_stacks'
            when counted = 'dies' then 'dies'
            else
                case subject_id when 'ascend_910b' then 'one_die_' when 'ascend_910c' then 'two_die_' else '' end
                || case counted when 'packages_shipped' then 'packages_sold' else 'packages' end
        end as measured_in
    from {{ ref('capacity_evidence') }}
    where
        (
            (
                metric in ('accelerator_output', 'logic_dies_output')
                and subject_id in ('ascend_910_series', 'ascend_910b', 'ascend_910c', 'ascend_950pr')
            )
            or (metric = 'hbm_stacks_output' and subject_id = 'cxmt_hbm')
        )
        and kind not in ('derived', 'not_found')
        and year is not null and stands_for is not null
),

bounded as (
    select
        *,
        cast(coalesce(value_low, value_point, value_high) as double) as from_units,
        cast(coalesce(value_high, value_point, value_low) as double) as to_units
    from claims
),

outcomes as (
    select
        d.scenario_id,
        c.claim_id,
        c.from_units,
        c.to_units,
        case
            when c.measured_in = 'dies' then cast(d.dies as double)
            when c.measured_in = 'domestic_stacks' then cast(d.domestic_stacks as double)
            else
                case when c.measured_in like '%packages_sold%' then d.units_sold else d.units end
                * case
                    when c.measured_in like 'one_die_%' then 2 - d.dies_per_package
                    when c.measured_in like 'two_die_%' then d.dies_per_package - 1
                    else 1
                end
        end as units
    from {{ ref('int_supply_draws') }} as d
    inner join bounded as c on d.year = c.year
),

placed as (
    select
        scenario_id,
        claim_id,
        quantile_cont(units, [0.05, 0.5, 0.95]) as units,
        avg(cast(units <= from_units as integer)) as from_percentile,
        avg(cast(units <= to_units as integer)) as to_percentile
    from outcomes
    group by scenario_id, claim_id
),

claimants_in_inputs as (
    select distinct
        i.scenario_id,
        i.year,
        e.claimant_group
    from (
        select
            scenario_id,
            year,
            unnest(string_split(claim_ids, ';')) as claim_id
        from {{ ref('supply_inputs') }}
    ) as i
    inner join {{ ref('capacity_evidence') }} as e on i.claim_id = e.claim_id
)

select
    p.scenario_id,
    c.claim_id,
    c.year,
    c.subject,
    c.claimant,
    c.claimant_group,
    c.kind,
    c.measured_in,
    cast(c.value_low as bigint) as claimed_low_units,
    cast(c.value_point as bigint) as claimed_point_units,
    cast(c.value_high as bigint) as claimed_high_units,
    cast(round(p.units[1]) as bigint) as simulated_units_p5,
    cast(round(p.units[2]) as bigint) as simulated_units_p50,
    cast(round(p.units[3]) as bigint) as simulated_units_p95,
    cast(p.from_percentile as decimal(9, 6)) as low_percentile_share,
    cast(p.to_percentile as decimal(9, 6)) as high_percentile_share,
    case
        when c.value_point is null and c.low_bound = 'none' then p.units[1] <= c.to_units
        when c.value_point is null and c.high_bound = 'none' then c.from_units <= p.units[3]
        else c.to_units >= p.units[1] and c.from_units <= p.units[3]
    end as is_within_p5_p95,
    cast(round(p.units[2] - c.stands_for) as bigint) as difference_units,
    {{ share_of('p.units[2]', 'c.stands_for') }} as ratio,
    case when ratio is null then 'the claim is of none, or of next to none' end as null_reason,
    case when ratio is null then 'claim_of_none' end as null_reason_code,
    cast(c.revenue_usd as decimal(18, 2)) as revenue_usd,
    cast(c.revenue_usd / nullif(round(p.units[2]), 0) as decimal(18, 2)) as implied_price_usd,
    cast(if(c.revenue_usd is null, null, q.low) as decimal(18, 2)) as quoted_price_low_usd,
    cast(if(c.revenue_usd is null, null, q.high) as decimal(18, 2)) as quoted_price_high_usd,
    case
        when c.revenue_usd is not null
            then 'revenue counts systems and service too, and prices are hearsay'
        when c.measured_in = 'domestic_stacks'
            then 'the claim counts the stacks of all buyers, as the simulation does'
        when c.subject_id = 'ascend_950pr' then 'the claim counts one product; the simulation all of them'
        when c.counted = 'unspecified'
            then 'the claim says chips and not whether packages or dies; read as packages'
        when c.metric = 'logic_dies_output'
            then 'the claim counts dies, some with stock; the simulation those that get memory and a package'
        when c.kind = 'target' then 'a plan, not an expectation of what comes of it'
        when c.counted = 'packages_shipped'
            then 'the claim counts what is shipped; the simulation what is sold of what can be made'
        else 'the claim counts what is made; the simulation what can be made'
    end as mismatch,
    v.claimant_group is null as is_independent,
    c.known_on,
    c.reliability,
    c.source_id,
    c.source_url,
    c.confidence
from placed as p
inner join bounded as c on p.claim_id = c.claim_id
cross join prices as q
left join claimants_in_inputs as v
    on p.scenario_id = v.scenario_id and c.year = v.year and c.claimant_group = v.claimant_group
order by p.scenario_id, c.year, c.claim_id
