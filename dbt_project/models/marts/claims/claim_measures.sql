-- Grain: claim x measure x row that it was read from x day from which that was known.
-- What the warehouse has to say on each claim: computed from its own tables, or curated where it cannot be computed,
-- each with the table and the rows to look it up. The subtle decisions: versions of a filed number follow each other,
-- curated findings stand side by side; what has no day of its own is known from the day it was looked up; a first year
-- counts once four quarters of the company named first are documented.
with
checks as (
    select
        k.*,
        c.stated_on,
        c.stated_text
    from {{ ref('stg_reference__claim_checks') }} as k
    inner join {{ ref('stg_reference__article_claims') }} as c on k.claim_id = c.claim_id
),

looked_up as (
    select
        max(cast(accessed as date)) filter (where name = 'levy_regimes.csv') as regimes_on,
        max(cast(accessed as date)) filter (where name = 'chips.csv') as chips_on
    from {{ source('landing', 'reference_files') }}
),

filed as (
    select
        k.*,
        h.ticker,
        h.fiscal_year,
        h.geography_basis as filed_basis,
        h.value_usd,
        h.tolerance_usd,
        h.accession,
        cast(h.known_at as date) as known_on,
        cast(h.known_until as date) as known_until,
        'ops.value_history' as evidence_table,
        'ticker = ''' || h.ticker || ''' and metric = ''' || h.metric || ''' and geography = ''' || h.geography
        || ''' and geography_basis = ''' || h.geography_basis || ''' and fiscal_year = ' || h.fiscal_year
        || ' and slot = ''FY'' and known_at = ''' || h.known_at || '''' as evidence_where
    from checks as k
    inner join {{ ref('value_history') }} as h
        on
            list_contains(k.tickers, h.ticker) and k.metric = h.metric and k.geography = h.geography
            and h.fiscal_year between k.fiscal_year_from and k.fiscal_year_to
            and h.slot = 'FY'
            and (
                k.geography_basis is null or k.geography_basis = h.geography_basis
                or (k.geography_basis = 'own_filing' and h.is_basis_of_own_filing)
            )
    where k.measure in ('reported_value', 'levy_on_china_revenue') and h.value_usd is not null
),

reported_values as (
    select
        check_id,
        claim_id,
        measure,
        role,
        'figure' as measure_kind,
        'FY' || fiscal_year as part,
        value_usd as low,
        value_usd as value,
        value_usd as high,
        words || ' of FY' || fiscal_year as words,
        'as filed' as formula,
        evidence_table,
        evidence_where,
        known_on,
        known_until,
        accession,
        'document' as confidence
    from filed
    where measure = 'reported_value'
),

levies_on_china_revenue as (
    select
        f.check_id,
        f.claim_id,
        f.measure,
        f.role,
        'figure' as measure_kind,
        'FY' || f.fiscal_year as part,
        s.rate_share * (f.value_usd - f.tolerance_usd) as low,
        s.rate_share * f.value_usd as value,
        s.rate_share * (f.value_usd + f.tolerance_usd) as high,
        f.words || ' of FY' || f.fiscal_year as words,
        cast(s.rate_share as varchar) || ' x ' || f.value_usd as formula,
        f.evidence_table,
        f.evidence_where,
        f.known_on,
        f.known_until,
        f.accession,
        'document' as confidence
    from filed as f
    inner join {{ ref('scenarios') }} as s on f.scenario_id = s.scenario_id
    where f.measure = 'levy_on_china_revenue'
),

-- the fiscal quarters that end within a year of the claim, as far as product revenue is documented
due_quarters as (
    select
        k.*,
        d.ticker,
        d.fiscal_year,
        d.fiscal_quarter,
        d.period_end,
        d.levy_low_usd,
        d.levy_usd,
        d.levy_high_usd,
        d.gross_profit_usd,
        d.known_at,
        'scenario_id = ''' || k.scenario_id || ''' and ticker in (''' || array_to_string(k.tickers, ''', ''')
        || ''') and fiscal_quarter is not null and period_end > date ''' || k.stated_on
        || ''' and period_end <= date ''' || cast(k.stated_on + interval '1 year' as date) || '''' as evidence_where
    from checks as k
    inner join {{ ref('levy_due') }} as d
        on
            k.scenario_id = d.scenario_id and list_contains(k.tickers, d.ticker)
            and k.stated_on < d.period_end and k.stated_on + interval '1 year' >= d.period_end
    where k.measure in ('levy_of_first_year', 'levy_of_gross_profit') and d.fiscal_quarter is not null
),

-- what the product revenue behind those quarters rests on: all its sources, and the weakest of its rows
due_evidence as (
    select
        q.check_id,
        max({{ confidence_rank('p.confidence') }}) as weakest,
        string_agg(distinct p.source_id, ', ' order by p.source_id) as source_ids
    from due_quarters as q
    inner join {{ ref('product_levies') }} as p
        on
            q.ticker = p.ticker and q.fiscal_year = p.fiscal_year and q.fiscal_quarter = p.fiscal_quarter
            and q.scenario_id = p.scenario_id
    group by q.check_id
),

levies_of_first_year as (
    select
        q.check_id,
        q.claim_id,
        q.measure,
        q.role,
        'figure' as measure_kind,
        'first year' as part,
        sum(q.levy_low_usd) as low,
        case when count(*) = count(q.levy_usd) then sum(q.levy_usd) end as value,
        sum(q.levy_high_usd) as high,
        q.words,
        string_agg(
            q.ticker || ' FY' || q.fiscal_year || ' Q' || q.fiscal_quarter || ' '
            || coalesce(cast(q.levy_usd as varchar), 'up to ' || q.levy_high_usd),
            ' + ' order by q.ticker, q.period_end
        ) as formula,
        'levy.levy_due' as evidence_table,
        any_value(q.evidence_where) as evidence_where,
        max(cast(q.known_at as date)) as known_on,
        any_value(c.source_ids) as source_ids,
        {{ confidence_of_rank('any_value(c.weakest)') }} as confidence
    from due_quarters as q
    inner join due_evidence as c on q.check_id = c.check_id
    where q.measure = 'levy_of_first_year'
    group by q.check_id, q.claim_id, q.measure, q.role, q.words
    having count(*) filter (where q.ticker = q.tickers[1]) >= 4
),

levies_of_gross_profit as (
    select
        q.check_id,
        q.claim_id,
        q.measure,
        q.role,
        'figure' as measure_kind,
        q.ticker as part,
        {{ share_of('sum(q.levy_low_usd)', 'sum(q.gross_profit_usd)') }} as low,
        case
            when count(*) = count(q.levy_usd) then {{ share_of('sum(q.levy_usd)', 'sum(q.gross_profit_usd)') }}
        end as value,
        {{ share_of('sum(q.levy_high_usd)', 'sum(q.gross_profit_usd)') }} as high,
        q.words || ' of ' || q.ticker as words,
        'sum of levy_high_usd over sum of gross_profit_usd' as formula,
        'levy.levy_due' as evidence_table,
        any_value(q.evidence_where) as evidence_where,
        max(cast(q.known_at as date)) as known_on,
        any_value(c.source_ids) as source_ids,
        {{ confidence_of_rank('any_value(c.weakest)') }} as confidence
    from due_quarters as q
    inner join due_evidence as c on q.check_id = c.check_id
    where q.measure = 'levy_of_gross_profit' and q.gross_profit_usd is not null
    group by q.check_id, q.claim_id, q.measure, q.role, q.words, q.ticker
),

-- all sales of a product to China, or only those that a levy on licences falls on
product_sales as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        'figure' as measure_kind,
        'FY' || k.fiscal_year_from
        || if(k.fiscal_year_to = k.fiscal_year_from, '', ' to FY' || k.fiscal_year_to) as part,
        sum(l.licensed_revenue_low_usd) as low,
        case when count(*) = count(l.licensed_revenue_usd) then sum(l.licensed_revenue_usd) end as value,
        sum(l.licensed_revenue_high_usd) as high,
        k.words,
        string_agg(
            'FY' || l.fiscal_year || ' Q' || l.fiscal_quarter || ' '
            || coalesce(cast(l.licensed_revenue_usd as varchar), 'up to ' || l.licensed_revenue_high_usd),
            ' + ' order by l.period_end
        ) as formula,
        'levy.licensed_revenue' as evidence_table,
        'ticker in (''' || array_to_string(k.tickers, ''', ''') || ''') and chip_id in ('''
        || array_to_string(k.chip_ids, ''', ''') || ''') and destination = ''china'' and fiscal_year between '
        || k.fiscal_year_from || ' and ' || k.fiscal_year_to as evidence_where,
        max(l.known_on) as known_on,
        string_agg(distinct l.source_id, ', ' order by l.source_id) as source_ids,
        {{ confidence_of_rank('max(' ~ confidence_rank('l.confidence') ~ ')') }} as confidence
    from checks as k
    inner join {{ ref('licensed_revenue') }} as l
        on
            list_contains(k.tickers, l.ticker) and list_contains(k.chip_ids, l.chip_id) and l.destination = 'china'
            and l.fiscal_year between k.fiscal_year_from and k.fiscal_year_to
    where k.measure = 'product_sales' or (k.measure = 'licensed_sales' and l.is_in_base)
    group by
        k.check_id, k.claim_id, k.measure, k.role, k.words, k.tickers, k.chip_ids, k.fiscal_year_from, k.fiscal_year_to
),

regime_facts as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        if(k.measure = 'regime_rate', 'figure', 'statement') as measure_kind,
        k.regime_id as part,
        case when k.measure = 'regime_rate' then r.rate_share end as low,
        case when k.measure = 'regime_rate' then r.rate_share end as value,
        case when k.measure = 'regime_rate' then r.rate_share end as high,
        case k.measure when 'regime_base' then r.base when 'regime_instrument' then r.instrument end as found_text,
        case
            when k.measure = 'regime_rate' then null
            when found_text = k.stated_text then 'supports'
            else 'contradicts'
        end as direction,
        k.words,
        'as curated' as formula,
        'levy.regimes' as evidence_table,
        'regime_id = ''' || k.regime_id || '''' as evidence_where,
        coalesce(r.effective_from, u.regimes_on) as known_on,
        r.source_id as source_ids,
        r.confidence
    from checks as k
    inner join {{ ref('regimes') }} as r on k.regime_id = r.regime_id
    cross join looked_up as u
    where k.measure in ('regime_rate', 'regime_base', 'regime_instrument')
),

chips as (
    select distinct
        chip_id,
        chip,
        total_processing_performance,
        source_id,
        confidence
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
        u.chips_on as known_on,
        p.source_id as source_ids,
        p.confidence
    from checks as k
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
    from checks as k
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
    from checks as k
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
    from checks as k
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
    from {{ ref('stg_reference__catalysts') }} as k
    inner join {{ ref('stg_reference__article_claims') }} as c on k.claim_id = c.claim_id
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
    from {{ ref('stg_reference__claim_evidence') }} as e
    inner join {{ ref('stg_reference__article_claims') }} as c on e.claim_id = c.claim_id
),

gathered as (
    select * from reported_values
    union all by name
    select * from levies_on_china_revenue
    union all by name
    select * from levies_of_first_year
    union all by name
    select * from levies_of_gross_profit
    union all by name
    select * from product_sales
    union all by name
    select * from regime_facts
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
    inner join {{ source('landing', 'sources') }} as s on list_contains(string_split(g.source_ids, ', '), s.source_id)
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
inner join {{ ref('stg_reference__article_claims') }} as c on g.claim_id = c.claim_id
left join addresses as u on g.source_ids = u.source_ids
where g.known_until is distinct from g.known_on
order by g.claim_id, g.check_id, g.part, g.known_on
