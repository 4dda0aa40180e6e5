-- Grain: claim x measure x row that it was read from x day from which that was known.
-- What the warehouse found on each claim: computed from its own tables, or curated where it cannot be computed, each
-- with the table and the rows to look it up. Decisions: versions of a filed number follow each other,
-- curated findings are all kept; what has no day of its own is known from the day it was looked up.
with
-- a signal that settles a claim supports it once it has happened; a forecast is not settled by what came before it
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
    select * from {{ ref('int_claim_filed_measures') }}
    union all by name
    select * from {{ ref('int_claim_levy_measures') }}
    union all by name
    select * from {{ ref('int_claim_capacity_measures') }}
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
        when
            g.measure in (
                'reported_value', 'levy_on_china_revenue', 'levy_of_first_year', 'product_sales', 'licensed_sales'
            )
            then 'usd'
        when
            g.measure in (
                'levy_of_gross_profit', 'regime_rate', 'yield_estimate', 'yield_of_defect_density',
                'stated_amount_of_rnd', 'binding_share'
            )
            then 'share'
        when g.measure = 'good_die_cost_ratio' then 'ratio'
        when g.measure = 'capacity_estimate' then 'chips'
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
