-- One row per claim and day on which something about it changed: what stood on that day, and the verdict on it.
-- The subtle decisions: the first day is the article's own (what was known before stands on it); one rule judges every
-- day; where strong and weak findings stand side by side the strong ones alone are what was found.
with
measures as (
    select
        *,
        {{ is_strong('confidence') }} as is_strong,
        {{ confidence_rank('confidence') }} as weakness_rank,
        role = 'decides' and measure_kind in ('figure', 'estimate') as is_number,
        role = 'decides' and measure_kind = 'statement' and direction != 'silent' as is_statement,
        if(measure_kind = 'statement', coalesce(found_text, ''), {{ claim_range('found_low', 'found_high', 'unit') }})
            as what
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
),

pairs as (
    select
        claim_id,
        count(*) filter (where not is_consistent) as broken_pair_count,
        string_agg(reason, '; ' order by pair_id) filter (where not is_consistent) as broken_pairs,
        string_agg(reason, '; ' order by pair_id) filter (where is_consistent) as kept_pairs
    from {{ ref('claim_pairs') }}
    group by claim_id
),

standing as (
    select
        d.day,
        m.*
    from days as d
    inner join measures as m
        on d.claim_id = m.claim_id and d.day >= m.known_on and (m.known_until is null or d.day < m.known_until)
),

found as (
    select
        claim_id,
        day,
        count(*) as measure_count,
        count(*) filter (where is_number and is_strong and measure_kind = 'figure') as figure_count,
        count(*) filter (where is_number and is_strong and measure_kind = 'estimate') as estimate_count,
        count(*) filter (where is_statement and is_strong and direction = 'supports') as support_count,
        count(*) filter (where is_statement and is_strong and direction = 'contradicts') as contradict_count,
        count(*) filter (where (is_number or is_statement) and not is_strong) as weak_count,
        coalesce(min(found_low) filter (where is_number and is_strong), min(found_low) filter (where is_number))
            as found_low,
        coalesce(max(found_high) filter (where is_number and is_strong), max(found_high) filter (where is_number))
            as found_high,
        coalesce(max(found_low) filter (where is_number and is_strong), max(found_low) filter (where is_number))
            as highest_low,
        coalesce(min(found_high) filter (where is_number and is_strong), min(found_high) filter (where is_number))
            as lowest_high,
        case
            when
                count(distinct found_value) filter (where is_number) = 1
                and count(*) filter (where is_number and found_value is null) = 0
                then max(found_value) filter (where is_number)
        end as found_value,
        string_agg(distinct found_text, ', ' order by found_text) filter (where is_statement) as found_text,
        string_agg(words, '; ' order by check_id) filter (where is_statement) as said,
        string_agg(words, '; ' order by check_id) filter (where direction = 'silent') as said_beside,
        string_agg(words || coalesce(' ' || nullif(what, ''), ''), '; ' order by check_id, part) filter (
            where role = 'context' and direction is distinct from 'silent'
        ) as beside,
        string_agg(evidence_table || ': ' || evidence_where, '; ' order by check_id, part) as evidence,
        nullif(
            array_to_string(list_sort(list_distinct(flatten(list(string_split(source_ids, ', '))))), ', '), ''
        ) as evidence_source_ids,
        string_agg(distinct accession, ', ' order by accession) as accessions,
        max(known_on) as evidence_known_on,
        max(weakness_rank) filter (where (is_number or is_statement) and is_strong) as strong_rank,
        max(weakness_rank) filter (where role = 'decides') as weakest_rank
    from standing
    group by claim_id, day
),

measured as (
    select
        c.claim_id,
        d.day,
        c.claim_kind,
        c.unit,
        c.bound,
        c.claim_low,
        c.claim_high,
        c.stated_text,
        c.tolerance_share,
        c.tolerance_days,
        c.judged_from,
        coalesce(f.measure_count, 0) as measure_count,
        coalesce(f.figure_count, 0) as figure_count,
        coalesce(f.estimate_count, 0) as estimate_count,
        coalesce(f.support_count, 0) as support_count,
        coalesce(f.contradict_count, 0) as contradict_count,
        coalesce(f.weak_count, 0) as weak_count,
        f.found_low,
        f.found_high,
        f.highest_low,
        f.lowest_high,
        f.found_value,
        f.found_text,
        f.said,
        f.said_beside,
        f.beside,
        f.evidence,
        f.evidence_source_ids,
        f.accessions,
        f.evidence_known_on,
        {{ confidence_of_rank('f.strong_rank') }} as strong_confidence,
        {{ confidence_of_rank('f.weakest_rank') }} as weakest_confidence,
        coalesce(p.broken_pair_count, 0) as broken_pair_count,
        p.broken_pairs,
        p.kept_pairs
    from {{ ref('int_article_claims') }} as c
    inner join days as d on c.claim_id = d.claim_id
    left join found as f on d.claim_id = f.claim_id and d.day = f.day
    left join pairs as p on c.claim_id = p.claim_id
),

compared as (
    select
        *,
        tolerance_share * abs(lowest_high) + tolerance_days as slack_above,
        tolerance_share * abs(highest_low) + tolerance_days as slack_below,
        coalesce(claim_low > lowest_high + slack_above, false) as is_above,
        coalesce(claim_high < highest_low - slack_below, false) as is_below,
        case
            when estimate_count = 0 then false
            when bound = 'at_least' then claim_low > found_high * (1 + tolerance_share) + tolerance_days
            when bound = 'at_most' then claim_high < found_low * (1 - tolerance_share) - tolerance_days
            else
                claim_low < found_low * (1 - tolerance_share) - tolerance_days
                or claim_high > found_high * (1 + tolerance_share) + tolerance_days
        end as is_outside,
        -- the end of what was found that the claim is held against: a claim within a range is off by nothing
        case
            when found_low is null then null
            when claim_low > found_high then found_high
            when claim_high < found_low then found_low
            when bound != 'equals' then null
            when estimate_count > 0 and claim_low < found_low then found_low
            when estimate_count > 0 and claim_high > found_high then found_high
            when claim_low = claim_high then found_value
        end as nearest,
        case
            when found_low is null then null
            when nearest is null then 0
            when claim_high < found_low then claim_high - nearest
            when claim_low between found_low and found_high and claim_high > found_high then claim_high - nearest
            else claim_low - nearest
        end as difference
    from measured
),

judged as (
    select
        *,
        {{ claim_verdict() }} as verdict
    from compared
),

worded as (
    select
        *,
        {{ claim_range('claim_low', 'claim_high', 'unit') }} as claimed,
        {{ claim_range('found_low', 'found_high', 'unit') }} as numbers_found,
        case
            when difference = 0 or nearest = 0 or nearest is null then ''
            when unit = 'date' then ', ' || cast(difference as integer) || ' days off'
            else printf(', %.1f %% off', abs(100 * cast(difference as double) / cast(nearest as double)))
        end as how_far_off,
        case
            when unit in ('date', 'year') then ''
            else printf(' (tolerance %.0f %%)', cast(tolerance_share as double) * 100)
        end as allowed,
        'findings disagree, ' || support_count || ' for and ' || contradict_count || ' against: ' || said
            as disagreement,
        'nothing stronger than ' || weakest_confidence || ' speaks to it'
        || coalesce(': ' || said, if(found_low is null, '', ': ' || numbers_found)) as weakness
    from judged
)

select
    claim_id,
    day,
    verdict,
    case
        when claim_kind = 'opinion' then 'an opinion: no data can settle it'
        when claim_kind = 'scope' then 'it says what to watch, and asserts nothing'
        when verdict = 'internally_inconsistent' then broken_pairs
        when verdict = 'not_checkable' then 'not due before ' || judged_from
        when verdict = 'unverified' and support_count > 0 and contradict_count > 0 then disagreement
        when verdict = 'unverified' and weak_count > 0 then weakness
        when verdict = 'unverified' and said_beside is not null
            then 'what was found does not settle it: ' || said_beside
        when verdict = 'unverified' then 'nothing was found that speaks to it'
        when figure_count > 0 then 'claimed ' || claimed || ', found ' || numbers_found || how_far_off || allowed
        when estimate_count > 0
            then 'claimed ' || claimed || ', estimates give ' || numbers_found || how_far_off || allowed
        when stated_text is not null then 'claimed ' || stated_text || ', found ' || found_text || ': ' || said
        else said
    end
    || coalesce('; the article agrees with itself: ' || kept_pairs, '')
    || coalesce('; beside it: ' || beside, '') as verdict_reason,
    found_low,
    found_value,
    found_high,
    found_text,
    difference,
    try_cast(
        case
            when unit in ('date', 'year') then null
            when difference = 0 then 0
            when nearest != 0 then cast(difference as double) / abs(cast(nearest as double))
        end as decimal(12, 6)
    ) as difference_share,
    measure_count,
    figure_count,
    estimate_count,
    support_count,
    contradict_count,
    weak_count,
    broken_pair_count,
    evidence,
    evidence_source_ids,
    accessions,
    evidence_known_on,
    case
        when verdict in ('unverified', 'not_checkable') then coalesce(weakest_confidence, 'none_found')
        else coalesce(strong_confidence, 'derived')
    end as confidence
from worded
