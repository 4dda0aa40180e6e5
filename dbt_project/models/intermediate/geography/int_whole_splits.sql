-- One row per filing, revenue concept, period and set of further dimensions under which the places add up to total
-- revenue: such dimensions only qualify the figure (a single segment, a consolidated item). Dimensions that are known
-- to qualify only (concentration risk, operating segments) need no such proof.
with
revenue as (
    select
        f.cik,
        f.accession,
        f.concept,
        f.period_start,
        f.period_end,
        f.dimension_count,
        f.geography_member,
        f.is_whole,
        f.other_dimensions,
        f.value,
        {{ rounding_tolerance('f.decimals') }} as tolerance,
        {{ precision_rank('f.decimals') }} as precision_rank,
        f.fact_no
    from {{ ref('int_facts') }} as f
    semi join {{ ref('stg_reference__metric_concepts') }} as m
        on f.concept = m.concept and m.metric = 'revenue'
    where f.is_numeric and f.period_type = 'duration' and f.unit = 'USD' and f.value is not null and not f.is_segment
),

places as (
    select
        cik,
        accession,
        concept,
        period_start,
        period_end,
        other_dimensions,
        geography_member,
        first(value order by precision_rank desc, fact_no asc) as value,
        min(tolerance) as tolerance
    from revenue
    where geography_member is not null and not is_whole
    group by cik, accession, concept, period_start, period_end, other_dimensions, geography_member
),

sums as (
    select
        cik,
        accession,
        concept,
        period_start,
        period_end,
        other_dimensions,
        sum(value) as value,
        sum(tolerance) as tolerance
    from places
    group by cik, accession, concept, period_start, period_end, other_dimensions
    having count(*) >= 2
)

select
    s.cik,
    s.accession,
    s.concept,
    s.period_start,
    s.period_end,
    s.other_dimensions
from sums as s
semi join revenue as t
    on
        s.cik = t.cik and s.accession = t.accession and s.period_start = t.period_start
        and s.period_end = t.period_end and t.dimension_count = 0
        and abs(s.value - t.value) <= s.tolerance + t.tolerance
