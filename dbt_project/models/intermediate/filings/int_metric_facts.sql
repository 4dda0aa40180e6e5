-- One row per fact in US dollars over a duration that a mapping rule gives a meaning: a company total, or a part of
-- revenue along the geographical axis. Dimensions that only qualify the figure do not disqualify it: those known to,
-- and those under which the places add up to total revenue.
-- Nothing is selected yet: duplicates, several concepts for one metric and several sources are all kept.
with
candidates as (
    select
        f.cik,
        f.accession,
        f.source_kind,
        f.document,
        f.fact_no,
        f.concept,
        f.value,
        f.decimals,
        f.unit,
        f.period_start,
        f.period_end,
        f.form,
        f.known_at,
        f.report_date,
        f.is_annual_report,
        f.dimension_count,
        f.geography_member
    from {{ ref('int_facts') }} as f
    left join {{ ref('int_whole_splits') }} as w
        on
            f.cik = w.cik and f.accession = w.accession and f.concept = w.concept
            and f.period_start = w.period_start and f.period_end = w.period_end
            and f.other_dimensions = w.other_dimensions
    where
        f.is_numeric
        and f.period_type = 'duration'
        and f.unit = 'USD'
        and f.value is not null
        and (
            f.dimension_count = 0
            or (f.geography_member is not null and (f.is_whole or w.accession is not null))
        )

    union all by name

    select
        cik,
        accession,
        source_kind,
        document,
        fact_no,
        concept,
        value,
        unit,
        period_start,
        period_end,
        form,
        known_at,
        report_date,
        is_annual_report,
        0 as dimension_count
    from {{ ref('int_companyfacts') }}
    where period_type = 'duration' and unit = 'USD' and value is not null
)

select
    c.cik,
    c.accession,
    c.form,
    c.known_at,
    c.report_date,
    c.is_annual_report,
    c.source_kind,
    c.document,
    c.fact_no,
    m.metric,
    c.concept,
    m.priority as concept_priority,
    coalesce(g.geography, 'total') as geography,
    g.geography_scope,
    c.geography_member,
    c.dimension_count,
    c.period_start,
    c.period_end,
    {{ period_days('c.period_start', 'c.period_end') }} as period_days,
    {{ usd('c.value * m.sign') }} as value_usd,
    c.decimals
from candidates as c
inner join {{ ref('stg_reference__metric_concepts') }} as m
    on
        c.concept = m.concept
        and c.period_end >= coalesce(m.valid_from, date '0001-01-01')
        and c.period_end <= coalesce(m.valid_to, date '9999-12-31')
left join {{ ref('int_geography_members') }} as g
    on c.cik = g.cik and c.geography_member = g.geography_member
where
    c.known_at is not null
    and c.accession is not null
    and abs(c.value) < {{ largest_usd() }}
    and (c.geography_member is null or m.metric = 'revenue')
