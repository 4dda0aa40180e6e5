-- One row per headline figure, input that it rests on, and source of that input: a curated source or a filing.
-- Decisions: the rate and each product's revenue are inputs of a levy, each parameter is one of supply; of a verdict
-- only what decided it counts. A figure that a filing is quoted for by others (confidence `mixed`) rests on the
-- quotation. An input without a source keeps a row.
{{ config(materialized='view') }}
with
headlines as (
    select
        'levy.levy_to_date' as table_name,
        scenario_id as row_key,
        'Levy so far, ' || scenario_label as headline,
        'scenario_id = ''' || scenario_id || '''' as row_where
    from {{ ref('levy_to_date') }}

    union all

    select
        'levy.headline' as table_name,
        ticker as row_key,
        'China revenue of ' || company_name as headline,
        'ticker = ''' || ticker || '''' as row_where
    from {{ ref('headline') }}

    union all

    select
        'capacity.yield_consensus' as table_name,
        foundry || ' ' || node_class || ' ' || scope || ' ' || product as row_key,
        'Yield of ' || foundry || ' at ' || node_class || ', ' || product as headline,
        'foundry = ''' || foundry || ''' and node_class = ''' || node_class || ''' and scope = ''' || scope
        || ''' and product = ''' || product || ''' and is_current' as row_where
    from {{ ref('yield_consensus') }}
    where is_current

    union all

    select
        'capacity.accelerator_supply' as table_name,
        scenario_id || ' ' || year as row_key,
        'Accelerators that can be made in ' || year || ', ' || scenario_label as headline,
        'scenario_id = ''' || scenario_id || ''' and year = ' || year as row_where
    from {{ ref('accelerator_supply') }}

    union all

    select
        'capacity.substitution' as table_name,
        scenario_id || ' ' || year as row_key,
        'Domestic supply against imports in ' || year || ', ' || scenario_label as headline,
        'scenario_id = ''' || scenario_id || ''' and year = ' || year as row_where
    from {{ ref('substitution') }}

    union all

    select
        'claims.article_claims' as table_name,
        claim_id as row_key,
        'Verdict on "' || short_name || '"' as headline,
        'claim_id = ''' || claim_id || '''' as row_where
    from {{ ref('article_claims') }}
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

-- an assumption rests on this project, whatever page it is taken from
supply_inputs as (
    select
        i.scenario_id || ' ' || i.year as row_key,
        i.label as input,
        case
            when i.is_assumption then 'general-knowledge'
            else concat_ws(', ', i.source_id, if(i.basis = 'yield_consensus', y.source_ids, null), c.source_ids)
        end as source_ids,
        i.confidence
    from {{ ref('supply_inputs') }} as i
    left join claims_of_inputs as c
        on i.scenario_id = c.scenario_id and i.year = c.year and i.parameter = c.parameter
    left join {{ ref('yield_consensus') }} as y
        on y.foundry = 'SMIC' and y.node_class = '7nm' and y.scope = 'node' and y.is_current
    where i.basis != 'no_limit'
),

inputs as (
    select
        'levy.levy_to_date' as table_name,
        scenario_id as row_key,
        chip || ' FY' || fiscal_year || ' Q' || fiscal_quarter as input,
        source_id as source_ids,
        null as accessions,
        confidence
    from {{ ref('product_levies') }}
    where is_documented

    union all by name

    select distinct
        'levy.levy_to_date' as table_name,
        p.scenario_id as row_key,
        'regime ' || r.regime_id as input,
        r.source_id as source_ids,
        r.confidence
    from {{ ref('product_levies') }} as p
    inner join {{ ref('regimes') }} as r on p.regime_id = r.regime_id

    union all by name

    select
        'levy.levy_to_date' as table_name,
        scenario_id as row_key,
        'China revenue of ' || ticker || ' FY' || fiscal_year || ' Q' || fiscal_quarter as input,
        accession as accessions,
        confidence
    from {{ ref('levy_due') }}
    where fiscal_quarter is not null and accession is not null and cumulative_levy_low_usd is not null

    union all by name

    select
        'levy.headline' as table_name,
        ticker as row_key,
        'China revenue' as input,
        if(accession is null, source_id, null) as source_ids,
        accession as accessions,
        confidence
    from {{ ref('headline') }}

    union all by name

    select
        'capacity.yield_consensus' as table_name,
        foundry || ' ' || node_class || ' ' || scope || ' ' || product as row_key,
        'yield' as input,
        source_ids,
        confidence
    from {{ ref('yield_consensus') }}
    where is_current

    union all by name

    select
        t.table_name,
        i.row_key,
        i.input,
        i.source_ids,
        i.confidence
    from supply_inputs as i
    cross join (values ('capacity.accelerator_supply'), ('capacity.substitution')) as t (table_name)

    union all by name

    select
        'capacity.substitution' as table_name,
        b.scenario_id || ' ' || b.year as row_key,
        'imports of ' || l.chip || ' FY' || l.fiscal_year || ' Q' || l.fiscal_quarter as input,
        l.source_id as source_ids,
        l.confidence
    from {{ ref('substitution') }} as b
    inner join {{ ref('licensed_revenue') }} as l on l.destination = 'china' and year(l.period_end) = b.year

    union all by name

    select
        'claims.article_claims' as table_name,
        a.claim_id as row_key,
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

cited as (
    select
        *,
        unnest(coalesce(nullif(list_concat(
            list_transform(
                string_split(source_ids, ', '),
                lambda name: struct_pack(source_id := name, accession := null::varchar)
            ),
            list_transform(
                string_split(accessions, ', '),
                lambda name: struct_pack(source_id := null::varchar, accession := name)
            )
        ), []), [null])) as source
    from inputs
)

select distinct
    h.table_name || ': ' || h.row_key as headline_id,
    h.headline,
    h.table_name,
    h.row_where,
    c.input,
    c.confidence = 'mixed' as is_quoted,
    c.source.source_id,
    c.source.accession
from headlines as h
inner join cited as c on h.table_name = c.table_name and h.row_key = c.row_key
