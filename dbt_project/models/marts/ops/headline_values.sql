-- Grain: headline figure x measure. Its value, and what it rests on, so that two builds can be compared (ops.changes).
-- Decisions: a figure keeps its row when it is null, or a loss of it would not be seen; how much it may move without
-- evidence is in headline_tolerances.csv, and a measure that is not there is reported only.
with
sources as (
    select
        headline_id,
        any_value(headline) as headline,
        string_agg(distinct accession, ', ' order by accession) as accessions,
        string_agg(distinct source_id, ', ' order by source_id) as source_ids
    from {{ ref('int_headline_sources') }}
    group by headline_id
),

levies as (
    select
        'levy.levy_to_date: ' || scenario_id as headline_id,
        levy_low_usd,
        levy_usd,
        levy_high_usd
    from {{ ref('levy_to_date') }}
),

yields as (
    select
        'capacity.yield_consensus: ' || foundry || ' ' || node_class || ' ' || scope || ' ' || product as headline_id,
        yield_low_share,
        yield_mid_share,
        yield_high_share
    from {{ ref('yield_consensus') }}
    where is_current
),

supply as (
    select
        'capacity.accelerator_supply: ' || scenario_id || ' ' || year as headline_id,
        units_p5,
        units_p50,
        units_p95
    from {{ ref('accelerator_supply') }}
),

of_sources as (
    select
        headline_id,
        measure,
        cast(value as double) as value,
        'USD' as unit
    from levies
    unpivot include nulls (value for measure in (levy_low_usd, levy_usd, levy_high_usd))

    union all by name

    select
        headline_id,
        measure,
        cast(value as double) as value,
        'share' as unit
    from yields
    unpivot include nulls (value for measure in (yield_low_share, yield_mid_share, yield_high_share))

    union all by name

    select
        headline_id,
        measure,
        cast(value as double) as value,
        'accelerators' as unit
    from supply
    unpivot include nulls (value for measure in (units_p5, units_p50, units_p95))

    union all by name

    select
        'claims.article_claims: ' || claim_id as headline_id,
        'verdict' as measure,
        'text' as unit,
        verdict as value_text
    from {{ ref('article_claims') }}
),

of_filings as (
    select
        'levy.headline' as table_name,
        'levy.headline: ' || h.ticker as headline_id,
        h.ticker,
        'USD' as unit,
        h.accession as accessions,
        h.source_id as source_ids,
        'Newest China revenue of ' || h.company_name as headline,
        'china_revenue_usd' as measure,
        cast(h.china_revenue_usd as double) as value,
        {{ fiscal_label('h.china_fiscal_year', 'h.china_fiscal_quarter') }} as period
    from {{ ref('headline') }} as h

    union all by name

    select
        'levy.headline' as table_name,
        'levy.headline: ' || h.ticker as headline_id,
        h.ticker,
        'USD' as unit,
        r.accession as accessions,
        'Newest R&D expense of ' || h.company_name as headline,
        'rnd_expense_usd' as measure,
        cast(h.rnd_expense_usd as double) as value,
        {{ fiscal_label('h.fiscal_year', 'h.fiscal_quarter') }} as period
    from {{ ref('headline') }} as h
    left join {{ ref('rnd_expense') }} as r
        on h.cik = r.cik and h.fiscal_year = r.fiscal_year and h.fiscal_quarter = r.fiscal_quarter

    union all by name

    select
        'levy.exposure' as table_name,
        'levy.exposure: ' || ticker || ' ' || fiscal_year || ' ' || geography_basis as headline_id,
        ticker,
        'USD' as unit,
        accession as accessions,
        source_id as source_ids,
        'China revenue of ' || company_name || ', ' || replace(geography_basis, '_', ' ') as headline,
        'china_revenue_usd' as measure,
        cast(china_revenue_usd as double) as value,
        {{ fiscal_label('fiscal_year', 'null') }} as period
    from {{ ref('exposure') }}

    union all by name

    select
        'rnd.rnd_expense' as table_name,
        'rnd.rnd_expense: ' || ticker || ' ' || fiscal_year as headline_id,
        ticker,
        'USD' as unit,
        accession as accessions,
        'R&D expense of ' || company_name as headline,
        'rnd_expense_usd' as measure,
        cast(rnd_expense_usd as double) as value,
        {{ fiscal_label('fiscal_year', 'null') }} as period
    from {{ ref('rnd_expense') }}
    where fiscal_quarter is null

    union all by name

    -- a rank is not a figure of a filing: two places that are swapped change nothing else
    select
        'levy.china_revenue' as table_name,
        'levy.china_revenue: rank ' || c.ticker || ' ' || k.geography_basis as headline_id,
        c.ticker,
        'rank' as unit,
        k.accession as accessions,
        'Rank of China among the places of ' || c.company_name || ', ' || replace(k.geography_basis, '_', ' ')
            as headline,
        'china_rank' as measure,
        cast(k.china_rank as double) as value,
        'year to ' || k.period_end as period
    from {{ ref('int_china_ranks') }} as k
    inner join {{ ref('int_companies') }} as c on k.cik = c.cik
),

figures as (
    select
        f.headline_id,
        f.measure,
        f.value,
        f.unit,
        f.value_text,
        split_part(f.headline_id, ': ', 1) as table_name,
        s.headline,
        s.accessions,
        s.source_ids
    from of_sources as f
    left join sources as s on f.headline_id = s.headline_id

    union all by name

    select
        headline_id,
        measure,
        value,
        unit,
        table_name,
        headline,
        accessions,
        source_ids,
        ticker,
        period
    from of_filings
)

select
    f.headline_id,
    f.measure,
    f.headline,
    f.table_name,
    f.ticker,
    f.period,
    f.unit,
    f.value,
    f.value_text,
    cast(t.tolerance_share as decimal(18, 6)) as tolerance_share,
    f.accessions,
    f.source_ids
from figures as f
left join {{ ref('int_headline_tolerances') }} as t on f.table_name = t.table_name and f.measure = t.measure
order by f.headline_id, f.measure
