-- Grain: fact that a mapping rule gave a meaning (a company total or China).
-- Its source (filing, document, fact id, context), how the rules mapped it, whether a mart uses it, and if not, which
-- fact took precedence.
with
meant as (
    select * from {{ ref('int_metric_facts') }}

    union all by name

    -- a percentage: what it is of total revenue
    select
        cik,
        accession,
        form,
        known_at,
        source_kind,
        document,
        fact_no,
        metric,
        concept,
        1 as concept_priority,
        geography,
        geography_basis,
        geography_scope,
        geography_member,
        period_start,
        period_end,
        value_usd,
        decimals
    from {{ ref('int_china_shares') }}
    where value_usd is not null
),

addresses as (
    select
        cik,
        accession,
        document,
        any_value(address) as address
    from {{ ref('int_documents') }}
    where accession is not null
    group by cik, accession, document
)

select
    c.ticker,
    m.cik,
    m.metric,
    m.geography,
    m.geography_basis,
    p.fiscal_year,
    p.fiscal_period_type as slot,
    m.period_start,
    m.period_end,
    m.value_usd,
    m.concept,
    cast(m.concept_priority as integer) as concept_priority,
    f.value_text,
    m.decimals,
    m.geography_member,
    g.rule_id as geography_rule_id,
    f.other_dimensions,
    case
        when m.geography_basis = 'segment' then 'a segment that is named after China'
        when m.geography != 'total' then coalesce(d.basis_source, b.basis_source)
    end as basis_source,
    case when m.geography != 'total' then coalesce(d.basis_evidence, b.basis_evidence) end as basis_evidence,
    m.geography_scope,
    s.scope_evidence,
    l.coverage_class,
    case
        when l.coverage_class = 'used' then 'used in a mart'
        when l.coverage_class = 'superseded' then 'neither the first nor the latest filing to give this figure'
        when l.coverage_class = 'odd_period' then 'the period is no quarter, half, nine months or year'
        when r.concept != m.concept then 'concept ' || r.concept || ' takes precedence in the same filing'
        when r.geography_member != m.geography_member
            then 'member ' || r.geography_member || ' takes precedence in the same filing'
        when r.facts_disagree then 'facts of the same filing disagree, so none is used'
        when r.fact_no is not null
            then 'says what fact ' || r.fact_no || ' of ' || r.document || ' says, which is as precise or more so'
        else 'the filing gives this fiscal period with other dates too'
    end as why,
    m.form,
    m.known_at,
    m.accession,
    m.source_kind,
    m.document,
    cast(m.fact_no as bigint) as fact_no,
    f.fact_id,
    f.context_id,
    coalesce(
        a.address,
        'https://www.sec.gov/Archives/edgar/data/'
        || coalesce(nullif(regexp_extract(m.document, '^CIK0*(\d+)', 1), ''), ltrim(m.cik, '0'))
        || '/' || replace(m.accession, '-', '')
        || '/' || m.accession || '-index.htm'
    ) as url
from meant as m
inner join {{ ref('int_companies') }} as c on m.cik = c.cik
inner join {{ ref('int_fact_ledger') }} as l
    on
        m.cik = l.cik and m.accession = l.accession and m.source_kind = l.source_kind
        and m.document = l.document and m.fact_no = l.fact_no
left join {{ ref('int_facts') }} as f
    on
        m.cik = f.cik and m.accession = f.accession and m.source_kind = f.source_kind
        and m.document = f.document and m.fact_no = f.fact_no
left join {{ ref('int_geography_basis') }} as b on m.cik = b.cik and m.accession = b.accession
left join {{ ref('int_fact_basis') }} as d
    on m.cik = d.cik and m.accession = d.accession and m.document = d.document and m.fact_no = d.fact_no
left join {{ ref('int_china_scopes') }} as s
    on m.cik = s.cik and m.accession = s.accession and m.geography_member = s.geography_member
left join {{ ref('int_geography_members') }} as g
    on m.cik = g.cik and m.geography_member = g.geography_member
left join {{ ref('int_fiscal_periods') }} as p
    on m.cik = p.cik and m.period_start = p.period_start and m.period_end = p.period_end
left join {{ ref('int_reported_values') }} as r
    on
        m.cik = r.cik and m.accession = r.accession and m.metric = r.metric and m.geography = r.geography
        and m.geography_basis = r.geography_basis and m.period_start = r.period_start and m.period_end = r.period_end
left join addresses as a on m.cik = a.cik and m.accession = a.accession and m.document = a.document
where m.geography in ('total', 'CN')
order by c.ticker, m.metric, m.geography, m.period_end, m.period_start, m.known_at, m.accession, m.document, m.fact_no
