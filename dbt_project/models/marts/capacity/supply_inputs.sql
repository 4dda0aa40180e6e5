-- Grain: scenario x year x input. What each input of the simulation is taken to be, and what it rests on.
-- Decision: a scenario is the base with what it changes; a bound written in claims is worked out from them here, so a
-- corrected claim moves the result; the yield is what all claims on SMIC's 7 nm make of a die of this size.
with
formulas as (
    select distinct formula
    from (select unnest([low, mode, high]) as formula from {{ ref('int_supply_assumptions') }}) as written
    where formula is not null
),

operands as (
    select
        formula,
        left(operand, 1) = '/' as is_divisor,
        ltrim(operand, '*/') as operand
    from (
        select
            formula,
            unnest(regexp_extract_all(formula, '[*/]?[^*/]+')) as operand
        from formulas
    ) as written
),

read_operands as (
    select
        o.formula,
        o.is_divisor,
        e.claim_id,
        coalesce(try_cast(o.operand as double), e.stands_for) as amount
    from operands as o
    left join {{ ref('capacity_evidence') }} as e on o.operand = e.claim_id
),

worked_out as (
    select
        o.formula,
        -- an operand that is neither a number nor a claim gives null
        case
            when count(o.amount) = count(*) then
                product(o.amount) filter (where not o.is_divisor)
                / coalesce(product(o.amount) filter (where o.is_divisor), 1)
        end as amount,
        list(o.claim_id order by o.claim_id) filter (where o.claim_id is not null) as claim_ids
    from read_operands as o
    group by o.formula
),

yields as (
    select
        cast(yield_low_share as double) as low,
        cast(yield_mid_share as double) as mode,
        cast(yield_high_share as double) as high
    from {{ ref('yield_consensus') }}
    where foundry = 'SMIC' and node_class = '7nm' and scope = 'node' and is_current
),

geometry as (
    select floor({{ dies_per_wafer('max(area_mm2)') }}) as dies
    from {{ ref('int_chip_packages') }}
    where die_id = 'ascend_910b_die'
),

-- the most that any package of these dies takes, should they differ
packages as (
    select max(cast(hbm_stacks as double) / dies_per_package) as stacks_per_die
    from {{ ref('int_chip_packages') }}
    where die_id = 'ascend_910b_die'
)

select
    c.scenario_id,
    c.year,
    c.parameter,
    c.label,
    c.unit,
    c.limits,
    c.distribution,
    c.basis,
    case c.basis
        when 'formula' then l.amount
        when 'yield_consensus' then y.low
        when 'die_geometry' then g.dies
        when 'package_geometry' then k.stacks_per_die
        when 'die_economics' then cast(d.low as double)
    end as low,
    case c.basis
        when 'formula' then m.amount
        when 'yield_consensus' then y.mode
        when 'die_geometry' then g.dies
        when 'package_geometry' then k.stacks_per_die
        when 'die_economics' then cast(d.mode as double)
    end as mode,
    case c.basis
        when 'formula' then h.amount
        when 'yield_consensus' then y.high
        when 'die_geometry' then g.dies
        when 'package_geometry' then k.stacks_per_die
        when 'die_economics' then cast(d.high as double)
    end as high,
    case when c.basis = 'formula' then concat_ws(' | ', c.low, c.mode, c.high) end as formula,
    array_to_string(
        list_sort(list_distinct(flatten([l.claim_ids, m.claim_ids, h.claim_ids]))), ';'
    ) as claim_ids,
    c.confidence = 'memory' or c.basis = 'die_economics' as is_assumption,
    case
        when not is_assumption then 'evidence'
        when len(flatten([l.claim_ids, m.claim_ids, h.claim_ids])) > 0 then 'evidence_and_assumption'
        else 'assumption_alone'
    end as rests_on,
    c.correlation_group,
    cast(c.correlation_weight as decimal(9, 6)) as correlation_weight,
    case when c.basis = 'no_limit' then c.note end as null_reason,
    case when c.basis = 'no_limit' then 'no_public_figure' end as null_reason_code,
    c.note,
    c.source_id,
    s.url as source_url,
    c.confidence
from {{ ref('int_supply_assumptions') }} as c
cross join yields as y
cross join geometry as g
cross join packages as k
left join worked_out as l on c.low = l.formula
left join worked_out as m on c.mode = m.formula
left join worked_out as h on c.high = h.formula
left join {{ ref('int_die_economics_assumptions') }} as d
    on c.basis = 'die_economics' and c.parameter = d.parameter
left join {{ ref('int_citations') }} as s on c.source_id = s.source_id
order by c.scenario_id, c.year, c.parameter
