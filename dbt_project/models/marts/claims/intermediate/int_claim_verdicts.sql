-- One row per claim and day on which something about it changed: the verdict on it that day, and why.
-- Decision: one rule, the columns `verdict` and `reason_code` below, judges every day, in this order: what
-- nobody can judge, what the article itself refutes, what is not due, then figures, estimates and statements, of strong
-- confidence only. A claim must come within tolerance of every figure, and all of a range within that of the claim.
-- Estimates support it when one agrees and none differs; where some agree and others differ, the evidence is mixed, as
-- it is where statements disagree.
-- docs/claims.md says the same in prose.
with
pairs as (
    select
        claim_id,
        count(*) filter (where not is_consistent) as broken_pair_count,
        string_agg(reason, '; ' order by pair_id) filter (where not is_consistent) as broken_pairs,
        string_agg(reason, '; ' order by pair_id) filter (where is_consistent) as kept_pairs
    from {{ ref('claim_pairs') }}
    group by claim_id
),

measured as (
    select
        e.*,
        c.claim_kind,
        c.unit,
        c.bound,
        c.claim_low,
        c.claim_high,
        c.stated_text,
        c.tolerance_share,
        c.tolerance_days,
        c.judged_from,
        coalesce(p.broken_pair_count, 0) as broken_pair_count,
        p.broken_pairs,
        p.kept_pairs
    from {{ ref('int_claim_day_evidence') }} as e
    inner join {{ ref('int_article_claims') }} as c on e.claim_id = c.claim_id
    left join pairs as p on e.claim_id = p.claim_id
),

compared as (
    select
        *,
        coalesce(claim_low > lowest_high + tolerance_share * abs(lowest_high) + tolerance_days, false) as is_above,
        coalesce(claim_high < highest_low - tolerance_share * abs(highest_low) - tolerance_days, false) as is_below,
        -- what was found reaches out of the claim, or has an open end there: it may hold, and may not
        claim_low is not null
        and (has_open_low or claim_low > found_low + tolerance_share * abs(found_low) + tolerance_days)
        or claim_high is not null
        and (has_open_high or claim_high < found_high - tolerance_share * abs(found_high) - tolerance_days)
            as is_too_wide,
        -- a range reaches out of what the estimates that agree with it give
        bound = 'equals' and coalesce(
            claim_low < agreeing_low - tolerance_share * abs(agreeing_low)
            or claim_high > agreeing_high + tolerance_share * abs(agreeing_high),
            false
        ) as is_outside,
        -- the end of what was found that the claim is compared with: a claim within a range has a difference of zero
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
        case
            when claim_kind in ('opinion', 'scope') then 'not_checkable'
            when broken_pair_count > 0 then 'internally_inconsistent'
            when claim_kind = 'consistency' then if(kept_pairs is null, 'unverified', 'supported')
            when judged_from > day and not (support_count > 0 and contradict_count = 0) then 'not_checkable'
            when figure_count > 0 and is_above and is_below then 'contradicted'
            when figure_count > 0 and (is_above or is_below) and unit in ('date', 'year') then 'contradicted'
            when figure_count > 0 and is_above then 'overstated'
            when figure_count > 0 and is_below then 'understated'
            when figure_count > 0 then if(is_too_wide, 'unverified', 'supported')
            when estimate_count > 0 and agreeing_count + differing_count = 0 then 'unverified'
            when estimate_count > 0 and agreeing_count = 0 then 'outside_evidence_range'
            when estimate_count > 0 and differing_count > 0 then 'mixed_evidence'
            when estimate_count > 0 then if(is_outside, 'outside_evidence_range', 'supported')
            when contradict_count > 0 and support_count = 0 then 'contradicted'
            when support_count > 0 and contradict_count = 0 then 'supported'
            when support_count > 0 then 'mixed_evidence'
            else 'unverified'
        end as verdict,
        case
            when claim_kind in ('opinion', 'scope') then claim_kind
            when verdict = 'internally_inconsistent' then 'pair_inconsistent'
            when claim_kind = 'consistency' and kept_pairs is not null then 'pair_consistent'
            when verdict = 'not_checkable' then 'not_due'
            when verdict = 'mixed_evidence' then if(estimate_count > 0, 'estimates_disagree', 'findings_disagree')
            when verdict = 'unverified' and figure_count > 0 then 'figures_too_wide'
            when verdict = 'unverified' and estimate_count > 0 then 'estimates_too_wide'
            when verdict = 'unverified' and weak_count > 0 then 'findings_weak'
            when verdict = 'unverified' and silent_statements is not null then 'findings_silent'
            when verdict = 'unverified' then 'nothing_found'
            when figure_count > 0 then 'figures'
            when estimate_count > 0 then 'estimates'
            when stated_text is not null then 'text'
            else 'statements'
        end as reason_code
    from compared
),

worded as (
    select
        *,
        {{ claim_range('claim_low', 'claim_high', 'unit') }} as claimed,
        {{ claim_range('found_low', 'if(has_open_high, null, found_high)', 'unit') }} as found
    from judged
)

select
    claim_id,
    day,
    verdict,
    {{ verdict_sentence() }} as verdict_reason,
    found_low,
    found_value,
    if(has_open_high, null, found_high) as found_high,
    found_text,
    if(verdict = 'mixed_evidence', null, difference) as difference,
    try_cast(
        case
            when unit in ('date', 'year') or verdict = 'mixed_evidence' then null
            when difference = 0 then 0
            when nearest != 0 then cast(difference as double) / abs(cast(nearest as double))
        end as decimal(12, 6)
    ) as difference_share,
    measure_count,
    figure_count,
    estimate_count,
    agreeing_count,
    differing_count,
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
