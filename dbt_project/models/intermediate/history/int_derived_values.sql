-- One row per series, fiscal period and moment: what could be derived then from what filings said then.
-- Q4 = FY - 9M, Q3 = 9M - H1, Q2 = H1 - Q1; for the year to date H1 = Q2 + Q1 or 9M - Q3, 9M = Q3 + H1 or FY - Q4.
-- Where filings give quarters alone, 9M = Q3 + Q2 + Q1, and Q4 is the year less as much.
-- Decision: all parts share series (so geography basis), scope, moment and a concept, be it one under which
-- only another filing gives the same value. A change within rounding is no restatement; where one part was restated and
-- another not reported since, the parts are of two vintages, and the value is withheld (`withheld_code`, `caveat`).
with
steps (fiscal_period_type, preference, parts) as (
    values
    ('Q2', 1, ['H1', '-Q1']),
    ('Q3', 1, ['9M', '-H1']),
    ('Q4', 1, ['FY', '-9M']),
    ('Q4', 2, ['FY', '-Q3', '-H1']),
    ('Q4', 3, ['FY', '-Q3', '-Q2', '-Q1']),
    ('H1', 1, ['Q2', 'Q1']),
    ('H1', 2, ['9M', '-Q3']),
    ('9M', 1, ['Q3', 'H1']),
    ('9M', 2, ['FY', '-Q4']),
    ('9M', 3, ['Q3', 'Q2', 'Q1'])
),

step_parts as (
    select
        fiscal_period_type,
        preference,
        len(parts) as part_count,
        generate_subscripts(parts, 1) as part_no,
        unnest(parts) as part,
        ltrim(part, '-') as part_period_type,
        if(starts_with(part, '-'), -1, 1) as sign
    from steps
),

parts as (
    select
        v.*,
        s.fiscal_period_type as derived_period_type,
        s.preference,
        s.part_count,
        s.part_no,
        s.sign,
        {{ with_sign('v.operands', 's.sign') }} as signed_operands
    from {{ ref('int_values_as_of') }} as v
    inner join step_parts as s on v.fiscal_period_type = s.part_period_type
    where v.value_usd is not null
),

summed_up as (
    select
        series_key,
        fiscal_year,
        derived_period_type,
        preference,
        moment,
        first(accession order by part_no) as accession,
        first(form order by part_no) as form,
        {%- for part_no in range(1, 5) %}
            any_value(concepts) filter (where part_no = {{ part_no }}) as concepts_{{ part_no }},
        {%- endfor %}
        first(concept order by part_no) as first_concept,
        geography_scope,
        sum(sign * value_usd) as value_usd,
        sum(tolerance_usd) as tolerance_usd,
        case
            when bool_or(split_status = 'unreconciled') then 'unreconciled'
            when bool_or(split_status = 'not_checked') then 'not_checked'
            else first(split_status order by part_no)
        end as split_status,
        case when count(split_difference_usd) = count(*) then sum(sign * split_difference_usd) end
            as split_difference_usd,
        -- much faster than a list in the order of part_no
        flatten([
            {%- for part_no in range(1, 5) %}
                any_value(signed_operands) filter (where part_no = {{ part_no }}){{ ',' if not loop.last }}
            {%- endfor %}
        ]) as operands,
        max(restated_at) as restated_at,
        first(fiscal_period_type order by restated_at desc nulls last, part_no asc) as restated_period_type,
        list(
            struct_pack(fiscal_period_type := fiscal_period_type, known_at := known_at, restated_at := restated_at)
            order by part_no
        ) as pieces
    from parts
    group by series_key, fiscal_year, derived_period_type, preference, moment, geography_scope, part_count
    having count(*) = part_count
),

of_one_concept as (
    select
        *,
        list_intersect(
            list_intersect(
                list_intersect(concepts_1, coalesce(concepts_2, concepts_1)), coalesce(concepts_3, concepts_1)
            ),
            coalesce(concepts_4, concepts_1)
        ) as common_concepts
    from summed_up
),

preferred as (
    select
        s.*,
        list_transform(
            list_filter(s.pieces, lambda p: p.restated_at is null and p.known_at < s.restated_at),
            lambda p: p.fiscal_period_type
        ) as periods_not_restated
    from of_one_concept as s
    where len(s.common_concepts) > 0
    qualify row_number() over (
        partition by s.series_key, s.fiscal_year, s.derived_period_type, s.moment
        order by
            coalesce(len(periods_not_restated), 0) > 0, s.preference, s.geography_scope
    ) = 1
)

select
    series_key,
    fiscal_year,
    derived_period_type as fiscal_period_type,
    moment,
    accession,
    form,
    case
        when list_contains(common_concepts, first_concept) then first_concept else list_min(common_concepts)
    end as concept,
    geography_scope,
    value_usd,
    tolerance_usd,
    split_status,
    split_difference_usd,
    operands,
    case when len(periods_not_restated) > 0 then 'operands_of_two_vintages' end as withheld_code,
    case
        when len(periods_not_restated) > 0
            then
                restated_period_type || ' was restated on ' || cast(restated_at as date) || ', after '
                || array_to_string(periods_not_restated, ' and ')
                || if(len(periods_not_restated) = 1, ' was', ' were') || ' last reported'
    end as caveat
from preferred
