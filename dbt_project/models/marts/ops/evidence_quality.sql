-- Grain: headline figure. How many primary sources and how many independent secondary ones it rests on, and in words
-- whether each of its inputs rests on a primary source or on two independent ones.
-- Decisions: two secondary sources are independent when they have different origins; a source that no reader can find
-- does not count; a headline is as good as its weakest input.
with
cited as (
    select
        h.headline_id,
        h.headline,
        h.table_name,
        h.row_where,
        h.input,
        h.source_id,
        h.accession,
        coalesce(h.source_id, h.accession) as cited_id,
        case
            when h.accession is not null then if(h.is_quoted, 'secondary', 'primary')
            else c.tier
        end as tier,
        coalesce(c.origin, h.accession) as origin,
        h.accession is not null or coalesce(c.is_findable, false) as is_findable
    from {{ ref('int_headline_sources') }} as h
    left join {{ ref('int_citations') }} as c on h.source_id = c.source_id
),

inputs as (
    select
        headline_id,
        input,
        case
            when count(*) filter (where tier = 'primary' and is_findable) > 0 then 1
            when count(distinct origin) filter (where tier = 'secondary' and is_findable) > 1 then 2
            when count(*) filter (where tier = 'secondary' and is_findable) > 0 then 3
            when count(*) filter (where tier = 'secondary') > 0 then 4
            when count(*) filter (where tier = 'own') > 0 then 5
            when count(*) filter (where tier = 'article') > 0 then 6
            else 7
        end as rests_on_rank
    from cited
    group by headline_id, input
),

weakest as (
    select
        headline_id,
        count(*) as input_count,
        count(*) filter (where rests_on_rank > 2) as weak_input_count,
        string_agg(input, ', ' order by rests_on_rank desc, input asc) filter (where rests_on_rank > 2) as weak_inputs,
        list_extract(
            ['primary', 'two_independent', 'one_secondary', 'not_findable', 'own', 'article', 'nothing'],
            max(rests_on_rank)
        ) as rests_on
    from inputs
    group by headline_id
),

counted as (
    select
        headline_id,
        any_value(headline) as headline,
        any_value(table_name) as table_name,
        any_value(row_where) as row_where,
        count(distinct cited_id) filter (where tier = 'primary') as primary_count,
        count(distinct cited_id) filter (where tier = 'secondary') as secondary_count,
        count(distinct origin) filter (where tier = 'secondary' and is_findable) as independent_count,
        count(distinct cited_id) filter (where tier = 'own') as own_count,
        count(distinct cited_id) filter (where tier = 'article') as article_count,
        count(distinct cited_id) filter (where tier = 'secondary' and not is_findable) as not_findable_count,
        string_agg(distinct source_id, ', ' order by source_id) as source_ids,
        string_agg(distinct accession, ', ' order by accession) as accessions
    from cited
    group by headline_id
)

select
    c.headline_id,
    c.headline,
    c.table_name,
    c.row_where,
    cast(w.input_count as integer) as input_count,
    cast(w.weak_input_count as integer) as weak_input_count,
    w.weak_inputs,
    cast(c.primary_count as integer) as primary_count,
    cast(c.secondary_count as integer) as secondary_count,
    cast(c.independent_count as integer) as independent_count,
    cast(c.own_count as integer) as own_count,
    cast(c.article_count as integer) as article_count,
    cast(c.not_findable_count as integer) as not_findable_count,
    w.rests_on,
    w.weak_input_count = 0 as is_well_supported,
    case w.rests_on
        when 'primary' then 'rests on primary sources, ' || c.primary_count || ' of them'
        when 'two_independent'
            then
                if(c.primary_count = 0, 'rests on ', 'rests in part on primary sources, for the rest on ')
                || 'independent secondary sources, ' || c.independent_count || ' of them'
        else
            'does not rest on a primary source or two independent ones: '
            || if(w.input_count = 1, '', w.weak_input_count || ' of ' || w.input_count || ' inputs, ')
            || case w.rests_on
                when 'one_secondary' then 'at the weakest one report'
                when 'not_findable' then 'at the weakest a source that cannot be found'
                when 'own' then 'at the weakest an assumption of this project'
                when 'article' then 'at the weakest the article itself'
                else 'at the weakest nothing'
            end
    end as statement,
    c.source_ids,
    c.accessions
from counted as c
inner join weakest as w on c.headline_id = w.headline_id
order by c.headline_id
