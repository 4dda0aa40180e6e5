-- One row per claim and day on which something about it changed: what was known about it on that day.
-- Decisions: the first day is the article's own (what was known before counts on it); where strong and weak
-- findings are known at once the strong ones alone are what was found. Each estimate is compared with the claim by
-- itself: it agrees when its middle is within the tolerance of the claim, differs when all of it is further off, and is
-- too wide to tell otherwise; so estimates that disagree with each other never add up to agreement.
with
measures as (
    select
        m.*,
        {{ supports_a_point('m.confidence') }} as is_strong,
        m.role = 'decides' and m.measure_kind in ('figure', 'estimate') as is_number,
        m.role = 'decides' and m.measure_kind = 'statement' and m.direction != 'silent' as is_statement,
        if(
            m.measure_kind = 'statement', m.found_text, {{ claim_range('m.found_low', 'm.found_high', 'm.unit') }}
        ) as what,
        -- a finding has its figure in its words
        if(m.measure = 'finding', m.words, concat_ws(' ', m.words, what)) as said,
        coalesce(m.found_value, (m.found_low + m.found_high) / 2) as middle,
        c.claim_low,
        c.claim_high,
        c.tolerance_share
    from {{ ref('claim_measures') }} as m
    inner join {{ ref('int_article_claims') }} as c on m.claim_id = c.claim_id
),

decisive as (
    select
        *,
        is_number and is_strong and measure_kind = 'estimate' as is_decisive
    from measures
),

estimates as (
    select
        *,
        coalesce(
            is_decisive
            and coalesce(claim_low <= middle + tolerance_share * abs(middle), true)
            and coalesce(claim_high >= middle - tolerance_share * abs(middle), true)
            and middle is not null,
            false
        ) as is_agreeing,
        is_decisive and (
            coalesce(claim_low > found_high + tolerance_share * abs(found_high), false)
            or coalesce(claim_high < found_low - tolerance_share * abs(found_low), false)
        ) as is_differing
    from decisive
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
    -- of a figure with an open end, such as a levy of which a quarter is not known
    coalesce(bool_or(m.found_low is null) filter (
        where m.is_number and m.is_strong and m.measure_kind = 'figure'
    ), false) as has_open_low,
    coalesce(bool_or(m.found_high is null) filter (
        where m.is_number and m.is_strong and m.measure_kind = 'figure'
    ), false) as has_open_high,
    count(*) filter (where m.is_decisive) as estimate_count,
    count(*) filter (where m.is_agreeing) as agreeing_count,
    count(*) filter (where m.is_differing) as differing_count,
    min(m.found_low) filter (where m.is_agreeing) as agreeing_low,
    max(m.found_high) filter (where m.is_agreeing) as agreeing_high,
    string_agg(m.said, '; ' order by m.check_id, m.part) filter (where m.is_agreeing) as agreeing,
    string_agg(m.said, '; ' order by m.check_id, m.part) filter (where m.is_differing) as differing,
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
    string_agg(m.said, '; ' order by m.check_id, m.part) filter (
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
left join estimates as m
    on d.claim_id = m.claim_id and d.day >= m.known_on and (m.known_until is null or d.day < m.known_until)
group by d.claim_id, d.day
