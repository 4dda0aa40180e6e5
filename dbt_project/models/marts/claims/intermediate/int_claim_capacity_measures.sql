-- One row per check of a claim on yields, chips or their counts, and per claim or chip that it was read from. A part of
-- claims.claim_measures.
-- Decision: claims form a range of estimates; claims that do not count in the consensus, plans and hearsay
-- are shown and do not decide.
{{ config(materialized='view') }}
with
looked_up as (
    select max(cast(accessed as date)) as looked_up_on
    from {{ ref('int_reference_dates') }}
    where name = 'chips.csv'
),

chips as (
    select distinct
        chip_id,
        chip,
        total_processing_performance,
        specification_source_id as source_id,
        specification_confidence as confidence
    from {{ ref('product_regimes') }}
    where total_processing_performance is not null
),

chip_performance as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        'figure' as measure_kind,
        p.chip_id as part,
        p.total_processing_performance / 16 as low,
        p.total_processing_performance / 16 as value,
        p.total_processing_performance / 16 as high,
        k.words || ' of ' || p.chip as words,
        cast(p.total_processing_performance as integer) || ' / 16' as formula,
        'levy.product_regimes' as evidence_table,
        'chip_id = ''' || p.chip_id || '''' as evidence_where,
        u.looked_up_on as known_on,
        p.source_id as source_ids,
        p.confidence
    from {{ ref('int_claim_checks') }} as k
    inner join chips as p on list_contains(k.chip_ids, p.chip_id)
    cross join looked_up as u
    where k.measure = 'chip_performance'
),

-- an open end does not say how far it goes
yield_estimates as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        if(y.counts_in_consensus, k.role, 'context') as role,
        'estimate' as measure_kind,
        y.claim_id as part,
        coalesce(y.low_share, y.point_share) as low,
        y.point_share as value,
        coalesce(y.high_share, y.point_share) as high,
        k.words || ', ' || y.claimant || ' on ' || y.product || ' at ' || y.node
        || coalesce(' (' || y.exclusion_reason || ')', '') as words,
        'as curated' as formula,
        'capacity.yield_evidence' as evidence_table,
        'claim_id = ''' || y.claim_id || '''' as evidence_where,
        y.known_on,
        y.source_id as source_ids,
        y.confidence
    from {{ ref('int_claim_checks') }} as k
    inner join {{ ref('yield_evidence') }} as y
        on k.foundry = y.foundry and k.node_class = y.node_class and list_contains(k.product_classes, y.product_class)
    where
        k.measure = 'yield_estimate' and y.kind != 'article'
        and coalesce(y.low_share, y.point_share, y.high_share) is not null
),

-- counts of chips; an open end is read as the figure that it gives
capacity_estimates as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        if(e.kind in ('measured', 'estimate', 'forecast') and e.reliability > 1, k.role, 'context') as role,
        'estimate' as measure_kind,
        e.claim_id as part,
        coalesce(e.value_low, e.value_point, e.value_high) as low,
        e.value_point as value,
        coalesce(e.value_high, e.value_point, e.value_low) as high,
        k.words || ', ' || e.claimant
        || case
            when e.value_low is null and e.value_point is null then ', at most'
            when e.value_high is null and e.value_point is null then ', at least'
            else ''
        end as words,
        'as curated, counting ' || e.counted as formula,
        'capacity.capacity_evidence' as evidence_table,
        'claim_id = ''' || e.claim_id || '''' as evidence_where,
        e.known_on,
        e.source_id as source_ids,
        e.confidence
    from {{ ref('int_claim_checks') }} as k
    inner join {{ ref('capacity_evidence') }} as e
        on
            k.capacity_metric = e.metric and k.subject_id = e.subject_id
            and e.year between k.fiscal_year_from and k.fiscal_year_to
    where
        k.measure = 'capacity_estimate' and e.kind != 'article' and e.known_on is not null
        and coalesce(e.value_low, e.value_point, e.value_high) is not null
),

-- what the defect density that the foundry itself gave means for dies of the size of accelerators, under every model
yields_of_defect_density as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        'estimate' as measure_kind,
        n.claim_id || ' ' || n.yield_model || ' ' || n.common_area_mm2 as part,
        n.yield_low_share as low,
        n.yield_mid_share as value,
        n.yield_high_share as high,
        k.words || ', ' || n.common_area_mm2 || ' mm2, ' || n.yield_model as words,
        n.d0_low_per_cm2 || ' to ' || n.d0_high_per_cm2 || ' defects per cm2' as formula,
        'capacity.yield_normalised' as evidence_table,
        'claim_id = ''' || n.claim_id || ''' and yield_model = ''' || n.yield_model
        || ''' and is_default_reading and common_area_mm2 = ' || n.common_area_mm2 as evidence_where,
        y.known_on,
        y.source_id as source_ids,
        y.confidence
    from {{ ref('int_claim_checks') }} as k
    inner join {{ ref('yield_evidence') }} as y
        on k.foundry = y.foundry and k.node_class = y.node_class and y.counted = 'defect_density'
    inner join {{ ref('yield_normalised') }} as n on y.claim_id = n.claim_id and n.is_default_reading
    where k.measure = 'yield_of_defect_density' and n.common_area_mm2 >= 600
),

-- what a good die costs at the foundry that makes it, TSMC at the same generation being one
good_die_costs as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        'estimate' as measure_kind,
        d.die_id as part,
        d.cost_relative_to_tsmc_low as low,
        d.cost_relative_to_tsmc_mid as value,
        d.cost_relative_to_tsmc_high as high,
        k.words || ', ' || d.die as words,
        'as computed' as formula,
        'capacity.die_economics' as evidence_table,
        'foundry = ''' || d.foundry || ''' and node_class = ''' || d.node_class || ''' and die_id = ''' || d.die_id
        || '''' as evidence_where,
        d.as_of as known_on,
        d.source_id as source_ids,
        d.confidence
    from {{ ref('int_claim_checks') }} as k
    inner join {{ ref('die_economics') }} as d on k.foundry = d.foundry and k.node_class = d.node_class
    where k.measure = 'good_die_cost_ratio' and d.is_made_there and d.cost_relative_to_tsmc_mid is not null
),

-- how often one limit is the smallest in the simulation, which rests on assumptions too
binding_shares as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        'figure' as measure_kind,
        s.scenario_id || ' ' || s.year as part,
        case k.subject_id
            when 'logic' then s.logic_binds_share
            when 'memory' then s.memory_binds_share
            when 'packaging' then s.packaging_binds_share
        end as low,
        low as value,
        low as high,
        k.words || ' in ' || s.year as words,
        'simulated' as formula,
        'capacity.accelerator_supply' as evidence_table,
        'scenario_id = ''' || s.scenario_id || ''' and year = ' || s.year as evidence_where,
        u.looked_up_on as known_on,
        s.source_id as source_ids,
        s.confidence
    from {{ ref('int_claim_checks') }} as k
    inner join {{ ref('accelerator_supply') }} as s
        on k.supply_scenario_id = s.scenario_id and s.year between k.fiscal_year_from and k.fiscal_year_to
    cross join looked_up as u
    where k.measure = 'binding_share'
),

gathered as (
    select * {{ as_claim_amounts() }} from chip_performance
    union all by name
    select * {{ as_claim_amounts() }} from yield_estimates
    union all by name
    select * {{ as_claim_amounts() }} from capacity_estimates
    union all by name
    select * {{ as_claim_amounts() }} from yields_of_defect_density
    union all by name
    select * {{ as_claim_amounts() }} from good_die_costs
    union all by name
    select * {{ as_claim_amounts() }} from binding_shares
)

select * from gathered
