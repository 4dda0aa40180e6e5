-- One row per fact available, in exactly one class. Every landed fact is here once.
with
all_facts as (
    select
        cik,
        accession,
        source_kind,
        document,
        fact_no,
        concept,
        is_numeric,
        is_nil,
        value,
        unit,
        period_type,
        period_start,
        period_end,
        known_at,
        form,
        dimension_count,
        geography_member,
        other_dimensions,
        is_whole
    from {{ ref('int_facts') }}

    union all by name

    select
        cik,
        accession,
        source_kind,
        document,
        fact_no,
        concept,
        true as is_numeric,
        is_nil,
        value,
        unit,
        period_type,
        period_start,
        period_end,
        known_at,
        form,
        0 as dimension_count,
        true as is_whole
    from {{ ref('int_companyfacts') }}
),

mapped as (
    select
        f.cik,
        f.accession,
        f.source_kind,
        f.document,
        f.fact_no,
        bool_or(m.metric = 'revenue') as is_revenue
    from all_facts as f
    left join {{ ref('int_companies') }} as n on f.cik = n.cik
    inner join {{ ref('stg_reference__metric_concepts') }} as m
        on
            f.concept = m.concept
            and coalesce(n.ticker = m.ticker, m.ticker is null)
            and coalesce(f.period_end >= m.valid_from, true)
            and coalesce(f.period_end <= m.valid_to, true)
    group by f.cik, f.accession, f.source_kind, f.document, f.fact_no
),

used as (
    select distinct
        cik,
        operand.accession,
        operand.source_kind,
        operand.document,
        operand.fact_no
    from (
        select
            cik,
            unnest(operands) as operand
        from {{ ref('int_period_values') }}
    )
),

chosen as (
    select
        s.cik,
        s.accession,
        s.source_kind,
        s.document,
        s.fact_no,
        bool_or(u.fact_no is not null) as is_used
    from {{ ref('int_filing_values') }} as s
    left join used as u
        on
            s.cik = u.cik and s.accession = u.accession and s.source_kind = u.source_kind
            and s.document = u.document and s.fact_no = u.fact_no
    group by s.cik, s.accession, s.source_kind, s.document, s.fact_no
)

select
    f.cik,
    f.accession,
    f.source_kind,
    f.document,
    f.fact_no,
    f.concept,
    case
        when not f.is_numeric then 'text'
        when f.is_nil then 'nil'
        when f.value is null or f.period_type is null then 'unreadable'
        when c.is_used then 'used'
        when c.fact_no is not null then 'superseded'
        when m.is_revenue is null then 'other_concept'
        when f.period_type != 'duration' then 'instant'
        when coalesce(f.unit, '') != 'USD' then 'other_unit'
        when abs(f.value) >= {{ largest_usd() }} then 'unreadable'
        when f.dimension_count > 0 and (f.geography_member is null or not m.is_revenue) then 'other_dimension'
        when not {{ may_report('f.form') }} then 'other_form'
        when f.dimension_count > 0 and not f.is_whole and w.accession is null then 'other_dimension'
        when f.geography_member is not null and g.geography = 'unmapped' then 'unmapped_place'
        when f.geography_member is not null and g.geography != 'CN' then 'other_place'
        when f.known_at is null or f.accession is null then 'no_filing_date'
        when x.fact_no is not null then 'convenience_translation'
        when p.fiscal_period_type is null then 'odd_period'
        else 'duplicate'
    end as coverage_class
from all_facts as f
left join mapped as m
    on
        f.cik = m.cik and f.accession is not distinct from m.accession and f.source_kind = m.source_kind
        and f.document = m.document and f.fact_no = m.fact_no
left join {{ ref('int_geography_members') }} as g
    on f.cik = g.cik and f.geography_member = g.geography_member
left join {{ ref('int_whole_splits') }} as w
    on
        f.cik = w.cik and f.accession = w.accession and f.concept = w.concept
        and f.period_start = w.period_start and f.period_end = w.period_end
        and f.other_dimensions = w.other_dimensions
left join chosen as c
    on
        f.cik = c.cik and f.accession = c.accession and f.source_kind = c.source_kind
        and f.document = c.document and f.fact_no = c.fact_no
left join {{ ref('int_convenience_translations') }} as x
    on
        f.cik = x.cik and f.accession = x.accession and f.source_kind = x.source_kind
        and f.document = x.document and f.fact_no = x.fact_no
left join {{ ref('int_fiscal_periods') }} as p
    on f.cik = p.cik and f.period_start = p.period_start and f.period_end = p.period_end
