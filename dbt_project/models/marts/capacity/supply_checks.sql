-- Grain: scenario x claim. What others say was or will be made in a year, against the simulation: at which percentile
-- of the draws the claim lies, and by how much it differs from the middle. Decisions: each claim meets what
-- it counts (all packages, those of one or two dies, or dies), and where it does not say what it counts, that is said;
-- an end that a claim leaves open reaches as far as the draws; a claimant on whom an input of the year rests is no
-- independent check, and is marked.
with
claims as (
    select
        *,
        case
            when counted = 'dies' then 'dies'
            when subject_id = 'ascend_910b' then 'one_die_packages'
            when subject_id = 'ascend_910c' then 'two_die_packages'
            else 'packages'
        end as measured_in,
        cast(coalesce(value_low, value_point, value_high) as double) as from_units,
        cast(coalesce(value_high, value_point, value_low) as double) as to_units
    from {{ ref('capacity_evidence') }}
    where
        metric in ('accelerator_output', 'logic_dies_output')
        and subject_id in ('ascend_910_series', 'ascend_910b', 'ascend_910c')
        and kind not in ('derived', 'not_found')
        and year is not null and stands_for is not null
),

outcomes as (
    select
        d.scenario_id,
        c.claim_id,
        c.from_units,
        c.to_units,
        case c.measured_in
            when 'packages' then d.units
            when 'dies' then cast(d.dies as double)
            when 'one_die_packages' then d.units * (2 - d.dies_per_package)
            when 'two_die_packages' then d.units * (d.dies_per_package - 1)
        end as units
    from {{ ref('int_supply_draws') }} as d
    inner join claims as c on d.year = c.year
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
    case
        when c.counted = 'unspecified'
            then 'the claim says chips and not whether packages or dies; read as packages'
        when c.metric = 'logic_dies_output'
            then 'the claim counts dies, some with stock; the simulation those that get memory and a package'
        when c.kind = 'target' then 'a plan, not an expectation of what comes of it'
        else 'the claim counts what is shipped; the simulation what can be made'
    end as mismatch,
    v.claimant_group is null as is_independent,
    c.known_on,
    c.reliability,
    c.source_id,
    c.source_url,
    c.confidence
from placed as p
inner join claims as c on p.claim_id = c.claim_id
left join claimants_in_inputs as v
    on p.scenario_id = v.scenario_id and c.year = v.year and c.claimant_group = v.claimant_group
order by p.scenario_id, c.year, c.claim_id
