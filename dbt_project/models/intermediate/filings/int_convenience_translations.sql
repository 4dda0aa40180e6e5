-- One row per fact in US dollars beside the same in another currency: a convenience translation at the rate of one day.
-- The same amount in both is a slip of the unit, not a translation.
with
amounts as (
    select
        *,
        0 as dimension_count,
        cast(null as varchar) as geography_member
    from {{ ref('int_companyfacts') }}

    union all by name

    select * from {{ ref('int_facts') }}
),

durations as (
    select
        cik,
        accession,
        source_kind,
        document,
        fact_no,
        concept,
        period_start,
        period_end,
        dimension_count,
        geography_member,
        unit,
        value
    from amounts
    where period_type = 'duration' and value is not null and regexp_matches(unit, '^[A-Z]{3}$')
)

select
    d.cik,
    d.accession,
    d.source_kind,
    d.document,
    d.fact_no
from durations as d
semi join durations as o
    on
        d.cik = o.cik and d.accession = o.accession and d.concept = o.concept and d.period_start = o.period_start
        and d.period_end = o.period_end and d.dimension_count = o.dimension_count
        and d.geography_member is not distinct from o.geography_member and d.value != o.value and o.unit != 'USD'
where d.unit = 'USD'
