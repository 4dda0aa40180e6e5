-- One row per fact of a document that gives a place and period twice with different values: on two geography bases, in
-- two tables or under an axis that only qualifies. Decision: each fact of such a document has the basis of the last
-- sentence before it, or else of the next. In all other documents facts have the basis of the filing.
with
split_facts as (
    select
        f.cik,
        f.accession,
        f.document,
        f.fact_no,
        f.concept,
        f.period_start,
        f.period_end,
        f.geography_member,
        f.value,
        {{ rounding_tolerance('f.decimals') }} as tolerance
    from {{ ref('int_facts') }} as f
    semi join {{ ref('stg_reference__metric_concepts') }} as m on f.concept = m.concept and m.metric = 'revenue'
    left join {{ ref('int_whole_splits') }} as w
        on
            f.cik = w.cik and f.accession = w.accession and f.concept = w.concept
            and f.period_start = w.period_start and f.period_end = w.period_end
            and f.other_dimensions = w.other_dimensions
    where
        f.is_numeric and f.unit = 'USD' and f.period_type = 'duration' and f.value is not null
        and f.geography_member is not null and not f.is_segment and f.source_kind != 'curated'
        and (f.is_whole or w.accession is not null)
),

given_twice as (
    select
        cik,
        accession,
        document
    from split_facts
    group by cik, accession, document, concept, period_start, period_end, geography_member
    having max(value - tolerance) > min(value + tolerance)
)

select
    f.cik,
    f.accession,
    f.document,
    f.fact_no,
    s.geography_basis,
    'rule ' || s.rule_id as basis_source,
    s.text as basis_evidence
from split_facts as f
semi join given_twice as t on f.cik = t.cik and f.accession = t.accession and f.document = t.document
inner join {{ ref('int_basis_sentences') }} as s
    on f.cik = s.cik and f.accession = s.accession and f.document = s.document and s.geography_basis != 'unknown'
qualify row_number() over (
    partition by f.cik, f.accession, f.document, f.fact_no
    order by s.fact_no > f.fact_no, abs(f.fact_no - s.fact_no), s.facts_away, s.priority, s.passage_no
) = 1
