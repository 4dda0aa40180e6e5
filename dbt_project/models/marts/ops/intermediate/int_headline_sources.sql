-- One row per headline figure, input that it rests on, and source of that input: a curated source or a filing.
-- Decisions: the rate and each product's revenue are inputs of a levy, each parameter is one of supply; of a verdict
-- only what decided it counts. A figure that a filing is quoted for by others (confidence `mixed`) rests on the
-- quotation.
{{ config(materialized='view') }}
with
levies_to_date as (
    select
        'levy.levy_to_date: ' || scenario_id as headline_id,
        'Levy so far, ' || scenario_label as headline,
        'levy.levy_to_date' as table_name,
        'scenario_id = ''' || scenario_id || '''' as row_where,
        scenario_id
    from {{ ref('levy_to_date') }}
),

levy_inputs as (
    select
        t.headline_id,
        t.headline,
        t.table_name,
        t.row_where,
        p.chip || ' FY' || p.fiscal_year || ' Q' || p.fiscal_quarter as input,
        p.source_id as source_ids,
        null as accessions,
        p.confidence
    from levies_to_date as t
    inner join {{ ref('product_levies') }} as p on t.scenario_id = p.scenario_id
    where p.is_documented

    union all

    select distinct
        t.headline_id,
        t.headline,
        t.table_name,
        t.row_where,
        'regime ' || r.regime_id as input,
        r.source_id as source_ids,
        null as accessions,
        r.confidence
    from levies_to_date as t
    inner join {{ ref('product_levies') }} as p on t.scenario_id = p.scenario_id
    inner join {{ ref('regimes') }} as r on p.regime_id = r.regime_id

    union all

    select
        t.headline_id,
        t.headline,
        t.table_name,
        t.row_where,
        'China revenue of ' || d.ticker || ' FY' || d.fiscal_year || ' Q' || d.fiscal_quarter as input,
        null as source_ids,
        d.accession as accessions,
        d.confidence
    from levies_to_date as t
    inner join {{ ref('levy_due') }} as d on t.scenario_id = d.scenario_id
    where d.fiscal_quarter is not null and d.accession is not null and d.cumulative_levy_low_usd is not null
),

companies as (
    select
        'levy.headline: ' || ticker as headline_id,
        'China revenue of ' || company_name as headline,
        'levy.headline' as table_name,
        'ticker = ''' || ticker || '''' as row_where,
        'China revenue' as input,
        case when accession is null then source_id end as source_ids,
        accession as accessions,
        confidence
    from {{ ref('headline') }}
),

yields as (
    select
        'capacity.yield_consensus: ' || foundry || ' ' || node_class || ' ' || scope || ' ' || product as headline_id,
        'Yield of ' || foundry || ' at ' || node_class || ', ' || product as headline,
        'capacity.yield_consensus' as table_name,
        'foundry = ''' || foundry || ''' and node_class = ''' || node_class || ''' and scope = ''' || scope
        || ''' and product = ''' || product || ''' and is_current' as row_where,
        'yield' as input,
        source_ids,
        null as accessions,
        confidence
    from {{ ref('yield_consensus') }}
    where is_current
),

claims_of_inputs as (
    select
        i.scenario_id,
        i.year,
        i.parameter,
        string_agg(distinct e.source_id, ', ' order by e.source_id) as source_ids
    from {{ ref('supply_inputs') }} as i
    inner join {{ ref('capacity_evidence') }} as e on list_contains(string_split(i.claim_ids, ';'), e.claim_id)
    group by i.scenario_id, i.year, i.parameter
),

supply_inputs as (
    select
        i.scenario_id,
        i.year,
        i.label as input,
        concat_ws(
            ', ', i.source_id, case when i.basis = 'yield_consensus' then y.source_ids end, c.source_ids
        ) as source_ids,
        i.is_assumption,
        i.confidence
    from {{ ref('supply_inputs') }} as i
    left join claims_of_inputs as c
        on i.scenario_id = c.scenario_id and i.year = c.year and i.parameter = c.parameter
    left join {{ ref('yield_consensus') }} as y
        on y.foundry = 'SMIC' and y.node_class = '7nm' and y.scope = 'node' and y.is_current
    where i.basis != 'no_limit'
),

-- an assumption rests on this project, whatever page it leans on
supplies as (
    select
        'capacity.accelerator_supply: ' || s.scenario_id || ' ' || s.year as headline_id,
        'Accelerators that can be made in ' || s.year || ', ' || s.scenario_label as headline,
        'capacity.accelerator_supply' as table_name,
        'scenario_id = ''' || s.scenario_id || ''' and year = ' || s.year as row_where,
        i.input,
        if(i.is_assumption, 'general-knowledge', i.source_ids) as source_ids,
        null as accessions,
        i.confidence
    from {{ ref('accelerator_supply') }} as s
    inner join supply_inputs as i on s.scenario_id = i.scenario_id and s.year = i.year
),

substitutions as (
    select
        'capacity.substitution: ' || b.scenario_id || ' ' || b.year as headline_id,
        'Domestic supply against imports in ' || b.year || ', ' || b.scenario_label as headline,
        'capacity.substitution' as table_name,
        'scenario_id = ''' || b.scenario_id || ''' and year = ' || b.year as row_where,
        s.input,
        s.source_ids,
        s.accessions,
        s.confidence
    from {{ ref('substitution') }} as b
    inner join supplies as s
        on s.headline_id = 'capacity.accelerator_supply: ' || b.scenario_id || ' ' || b.year

    union all

    select
        'capacity.substitution: ' || b.scenario_id || ' ' || b.year as headline_id,
        'Domestic supply against imports in ' || b.year || ', ' || b.scenario_label as headline,
        'capacity.substitution' as table_name,
        'scenario_id = ''' || b.scenario_id || ''' and year = ' || b.year as row_where,
        'imports of ' || l.chip || ' FY' || l.fiscal_year || ' Q' || l.fiscal_quarter as input,
        l.source_id as source_ids,
        null as accessions,
        l.confidence
    from {{ ref('substitution') }} as b
    inner join {{ ref('licensed_revenue') }} as l on l.destination = 'china' and year(l.period_end) = b.year
),

verdicts as (
    select
        'claims.article_claims: ' || a.claim_id as headline_id,
        'Verdict on "' || a.short_name || '"' as headline,
        'claims.article_claims' as table_name,
        'claim_id = ''' || a.claim_id || '''' as row_where,
        'verdict' as input,
        if(a.claim_kind = 'consistency', a.source_id, m.source_ids) as source_ids,
        m.accession as accessions,
        m.confidence
    from {{ ref('article_claims') }} as a
    left join {{ ref('claim_measures') }} as m
        on
            a.claim_id = m.claim_id and m.role = 'decides' and m.direction is distinct from 'silent'
            and m.known_until is null and {{ supports_a_point('m.confidence') }}
),

gathered as (
    select * from levy_inputs
    union all
    select * from companies
    union all
    select * from yields
    union all
    select * from supplies
    union all
    select * from substitutions
    union all
    select * from verdicts
),

named as (
    select
        headline_id,
        headline,
        table_name,
        row_where,
        input,
        source_ids,
        accessions,
        confidence = 'mixed' as is_quoted
    from gathered
)

-- of each input all its sources, one a row; an input without any keeps a row
select
    headline_id,
    headline,
    table_name,
    row_where,
    input,
    is_quoted,
    unnest(string_split(source_ids, ', ')) as source_id,
    cast(null as varchar) as accession
from named
where source_ids is not null

union

select
    headline_id,
    headline,
    table_name,
    row_where,
    input,
    is_quoted,
    cast(null as varchar) as source_id,
    unnest(string_split(accessions, ', ')) as accession
from named
where accessions is not null

union

select
    headline_id,
    headline,
    table_name,
    row_where,
    input,
    is_quoted,
    cast(null as varchar) as source_id,
    cast(null as varchar) as accession
from named
where source_ids is null and accessions is null
