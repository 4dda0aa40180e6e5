-- One row per claim and day on which something about it changed: what was known about it on that day.
-- Decisions: the first day is the article's own (what was known before counts on it); where strong and weak
-- findings are known at once the strong ones alone are what was found.
with
measures as (
    select
        *,
        {{ supports_a_point('confidence') }} as is_strong,
        role = 'decides' and measure_kind in ('figure', 'estimate') as is_number,
        role = 'decides' and measure_kind = 'statement' and direction != 'silent' as is_statement,
        if(measure_kind = 'statement', found_text, {{ claim_range('found_low', 'found_high', 'unit') }}) as what
    from {{ ref('claim_measures') }}
),

newest as (
    select max(known_on) as newest_on
    from measures
),

changes as (
    select
        claim_id,
        known_on as day
    from measures
    union all
    select
        claim_id,
        known_until as day
    from measures
    where known_until is not null
    union all
    select
        c.claim_id,
        c.judged_from as day
    from {{ ref('int_article_claims') }} as c
    inner join newest as n on c.judged_from <= n.newest_on
    union all
    select
        claim_id,
        stated_on as day
    from {{ ref('int_article_claims') }}
),

days as (
    select distinct
        c.claim_id,
        greatest(h.day, c.stated_on) as day
    from {{ ref('int_article_claims') }} as c
    inner join changes as h on c.claim_id = h.claim_id
)

select
    d.claim_id,
    d.day,
    count(m.claim_id) as measure_count,
    count(*) filter (where m.is_number and m.is_strong and m.measure_kind = 'figure') as figure_count,
    count(*) filter (where m.is_number and m.is_strong and m.measure_kind = 'estimate') as estimate_count,
    count(*) filter (where m.is_statement and m.is_strong and m.direction = 'supports') as support_count,
    count(*) filter (where m.is_statement and m.is_strong and m.direction = 'contradicts') as contradict_count,
    count(*) filter (where (m.is_number or m.is_statement) and not m.is_strong) as weak_count,
    coalesce(min(m.found_low) filter (where m.is_number and m.is_strong), min(m.found_low) filter (where m.is_number))
        as found_low,
    coalesce(max(m.found_high) filter (where m.is_number and m.is_strong), max(m.found_high) filter (where m.is_number))
        as found_high,
    coalesce(max(m.found_low) filter (where m.is_number and m.is_strong), max(m.found_low) filter (where m.is_number))
        as highest_low,
    coalesce(min(m.found_high) filter (where m.is_number and m.is_strong), min(m.found_high) filter (where m.is_number))
        as lowest_high,
    case
        when
            count(distinct m.found_value) filter (where m.is_number) = 1
            and count(*) filter (where m.is_number and m.found_value is null) = 0
            then max(m.found_value) filter (where m.is_number)
    end as found_value,
    string_agg(distinct m.found_text, ', ' order by m.found_text) filter (where m.is_statement) as found_text,
    string_agg(m.words, '; ' order by m.check_id) filter (where m.is_statement) as statements,
    string_agg(m.words, '; ' order by m.check_id) filter (where m.direction = 'silent') as silent_statements,
    string_agg(concat_ws(' ', m.words, m.what), '; ' order by m.check_id, m.part) filter (
        where m.role = 'context' and m.direction is distinct from 'silent'
    ) as context,
    string_agg(m.evidence_table || ': ' || m.evidence_where, '; ' order by m.check_id, m.part) as evidence,
    nullif(
        array_to_string(list_sort(list_distinct(flatten(list(string_split(m.source_ids, ', '))))), ', '), ''
    ) as evidence_source_ids,
    string_agg(distinct m.accession, ', ' order by m.accession) as accessions,
    max(m.known_on) as evidence_known_on,
    {{ weakest_confidence('m.confidence') }} filter (
        where (m.is_number or m.is_statement) and m.is_strong
    ) as strong_confidence,
    {{ weakest_confidence('m.confidence') }} filter (where m.role = 'decides') as weakest_confidence
from days as d
left join measures as m
    on d.claim_id = m.claim_id and d.day >= m.known_on and (m.known_until is null or d.day < m.known_until)
group by d.claim_id, d.day
