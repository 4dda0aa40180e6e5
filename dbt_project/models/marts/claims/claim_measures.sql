-- Grain: claim x measure x row that it was read from x day from which that was known.
-- What the warehouse has to say on each claim: computed from its own tables, or curated where it cannot be computed,
-- each with the table and the rows to look it up. The subtle decisions: versions of a filed number follow each other,
-- curated findings stand side by side; what has no day of its own is known from the day it was looked up.
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

-- what claimants say stands side by side; what does not count in the consensus is shown and decides nothing, and an
-- open end does not say how far it goes
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

-- the same for counts of chips; an open end is read as the figure that it gives
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

-- a signal that settles a claim speaks for it once it has happened; a forecast is not settled by what came before it
signals as (
    select
        k.catalyst_id as check_id,
        k.claim_id,
        'signal' as measure,
        if(k.bears_on_claim = 'settles', 'decides', 'context') as role,
        'statement' as measure_kind,
        k.catalyst_id as part,
        case
            when
                k.bears_on_claim = 'settles' and k.reported_state in ('happened', 'in_force')
                and (c.claim_kind != 'forecast' or k.happened_from > c.stated_on)
                then 'supports'
            else 'silent'
        end as direction,
        k.signal || ' (' || replace(k.reported_state, '_', ' ') || ')' as words,
        'as curated' as formula,
        'watch.catalysts' as evidence_table,
        'catalyst_id = ''' || k.catalyst_id || '''' as evidence_where,
        coalesce(k.happened_to, k.last_evidence_on, k.state_as_of) as known_on,
        k.source_id as source_ids,
        k.confidence
    from {{ ref('int_catalysts') }} as k
    inner join {{ ref('int_article_claims') }} as c on k.claim_id = c.claim_id
),

findings as (
    select
        e.evidence_id as check_id,
        e.claim_id,
        'finding' as measure,
        e.role,
        if(e.evidence_kind = 'text', 'statement', e.evidence_kind) as measure_kind,
        e.evidence_id as part,
        e.low,
        e.value,
        e.high,
        e.found_text,
        case
            when e.evidence_kind != 'text' then e.direction
            when e.found_text = c.stated_text then 'supports'
            else 'contradicts'
        end as direction,
        e.finding as words,
        'as curated' as formula,
        'claims.claim_measures' as evidence_table,
        'check_id = ''' || e.evidence_id || '''' as evidence_where,
        e.as_of as known_on,
        e.source_id as source_ids,
        e.confidence
    from {{ ref('int_claim_evidence') }} as e
    inner join {{ ref('int_article_claims') }} as c on e.claim_id = c.claim_id
),

gathered as (
    select * from {{ ref('int_claim_levy_measures') }}
    union all by name
    select * from chip_performance
    union all by name
    select * from yield_estimates
    union all by name
    select * from capacity_estimates
    union all by name
    select * from yields_of_defect_density
    union all by name
    select * from signals
    union all by name
    select * from findings
),

addresses as (
    select
        g.source_ids,
        string_agg(s.url, ' ' order by s.source_id) as source_urls
    from (select distinct source_ids from gathered) as g
    inner join {{ ref('int_citations') }} as s on list_contains(string_split(g.source_ids, ', '), s.source_id)
    group by g.source_ids
)

select
    g.claim_id,
    g.check_id,
    g.part,
    g.measure,
    g.role,
    g.measure_kind,
    case
        when g.measure in ('reported_value', 'levy_on_china_revenue', 'levy_of_first_year') then 'usd'
        when g.measure in ('product_sales', 'licensed_sales') then 'usd'
        when g.measure in ('levy_of_gross_profit', 'regime_rate') then 'share'
        when g.measure = 'capacity_estimate' then 'chips'
        when g.measure in ('yield_estimate', 'yield_of_defect_density') then 'share'
        when g.measure = 'chip_performance' then 'tflops'
        when g.measure in ('regime_base', 'regime_instrument') then 'text'
        else c.unit
    end as unit,
    cast(g.low as decimal(28, 6)) as found_low,
    cast(g.value as decimal(28, 6)) as found_value,
    cast(g.high as decimal(28, 6)) as found_high,
    case when c.unit = 'date' then {{ numbered_day('g.low') }} end as found_from,
    case when c.unit = 'date' then {{ numbered_day('g.high') }} end as found_to,
    g.found_text,
    g.direction,
    g.words,
    g.formula,
    g.evidence_table,
    g.evidence_where,
    g.known_on,
    g.known_until,
    g.accession,
    g.source_ids,
    u.source_urls,
    g.confidence
from gathered as g
inner join {{ ref('int_article_claims') }} as c on g.claim_id = c.claim_id
left join addresses as u on g.source_ids = u.source_ids
order by g.claim_id, g.check_id, g.part, g.known_on
