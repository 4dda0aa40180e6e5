-- One row per fact of a document or of a curated row, with what its dimensions say about geography spelled out: the
-- member of the geographical axis, or of a segment that is named after China. All facts are kept.
{{ config(materialized='view') }}
with
facts as (
    select * replace (coalesce(dimensions, []) as dimensions)
    from {{ ref('stg_edgar__facts') }}

    union all by name

    select * replace (coalesce(dimensions, []) as dimensions)
    from {{ ref('stg_reference__curated_facts') }}
),

spelled_out as (
    select
        f.cik,
        f.accession,
        f.source_kind,
        coalesce(f.document, 'curated') as document,
        f.fact_no,
        f.fact_id,
        f.concept,
        f.is_numeric,
        f.is_nil,
        f.value,
        f.value_text,
        f.unit,
        f.decimals,
        f.context_id,
        f.period_type,
        f.period_start,
        f.period_end,
        f.problem,
        len(f.dimensions) as dimension_count,
        list_filter(
            f.dimensions, lambda d: {{ is_geographical_axis('d') }}
        ) as geographical,
        case
            when len(geographical) = 0 then list_filter(f.dimensions, lambda d: {{ is_china_segment('d') }})
            else []
        end as segments,
        list_filter(
            f.dimensions,
            lambda d: not ({{ is_geographical_axis('d') }}) and not list_contains(segments, d)
        ) as others,
        array_to_string(list_transform(others, lambda d: d.axis || '=' || d.member), '; ') as other_dimensions,
        len(list_filter(others, lambda d: not ({{ is_qualifying_dimension('d') }}))) = 0 as is_whole,
        f.form,
        f.filed,
        f.accepted_at
    from facts as f
)

select
    s.cik,
    s.accession,
    s.source_kind,
    s.document,
    s.fact_no,
    s.fact_id,
    s.concept,
    s.is_numeric,
    s.is_nil,
    s.value,
    s.value_text,
    s.unit,
    s.decimals,
    s.context_id,
    s.period_type,
    s.period_start,
    s.period_end,
    s.problem,
    s.dimension_count,
    case when len(s.geographical) + len(s.segments) = 1 then coalesce(s.geographical[1], s.segments[1]).member end
        as geography_member,
    len(s.segments) > 0 as is_segment,
    s.other_dimensions,
    s.is_whole,
    s.form,
    s.filed,
    coalesce(
        timezone('UTC', s.accepted_at),
        f.known_at,
        cast(coalesce(s.filed, f.filed) as timestamp) + interval '1 day' - interval '1 second'
    ) as known_at,
    f.report_date,
    coalesce(f.is_annual_report, regexp_matches(s.form, '^(10-K|20-F|40-F)'), false) as is_annual_report
from spelled_out as s
left join {{ ref('int_filings') }} as f on s.cik = f.cik and s.accession = f.accession
