-- One row per fact in US dollars over a duration that a mapping rule gives a meaning: a company total, or a part of
-- revenue along the geographical axis. Dimensions that only qualify the figure do not disqualify it: those known to,
-- and those under which the places add up to total revenue.
-- Only forms that report on a company's results count, not proxy statements; and no amount in US dollars beside the
-- same in another currency, which is a convenience translation at the rate of one day.
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
        f.geography_member,
        f.is_segment
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
    m.ticker is not null as is_of_one_filer,
    coalesce(g.geography, 'total') as geography,
    case
        when c.geography_member is null then 'not_applicable'
        when c.is_segment then 'segment'
        else coalesce(d.geography_basis, b.geography_basis, 'unknown')
    end as geography_basis,
    coalesce(s.geography_scope, g.geography_scope) as geography_scope,
    c.geography_member,
    c.dimension_count,
    c.period_start,
    c.period_end,
    {{ period_days('c.period_start', 'c.period_end') }} as period_days,
    {{ usd('c.value * m.sign') }} as value_usd,
    c.decimals
from candidates as c
left join {{ ref('int_companies') }} as n on c.cik = n.cik
inner join {{ ref('stg_reference__metric_concepts') }} as m
    on
        c.concept = m.concept
        and coalesce(n.ticker = m.ticker, m.ticker is null)
        and c.period_end >= coalesce(m.valid_from, date '0001-01-01')
        and c.period_end <= coalesce(m.valid_to, date '9999-12-31')
left join {{ ref('int_geography_members') }} as g
    on c.cik = g.cik and c.geography_member = g.geography_member
left join {{ ref('int_fact_basis') }} as d
    on c.cik = d.cik and c.accession = d.accession and c.document = d.document and c.fact_no = d.fact_no
left join {{ ref('int_geography_basis') }} as b on c.cik = b.cik and c.accession = b.accession
left join {{ ref('int_china_scopes') }} as s
    on c.cik = s.cik and c.accession = s.accession and c.geography_member = s.geography_member
anti join {{ ref('int_convenience_translations') }} as o
    on
        c.cik = o.cik and c.accession = o.accession and c.source_kind = o.source_kind and c.document = o.document
        and c.fact_no = o.fact_no
where
    c.known_at is not null
    and {{ may_report('c.form') }}
    and c.accession is not null
    and abs(c.value) < {{ largest_usd() }}
    and (c.geography_member is null or m.metric = 'revenue')
-- a rule for one filer goes before the rule for all
qualify row_number() over (
    partition by c.cik, c.accession, c.source_kind, c.document, c.fact_no, m.metric
    order by m.ticker is null, m.priority
) = 1
