-- Grain: segment x company that the article's investment section names.
-- The article's stance, the driver that it names, and what evidence there is. Decision: evidence on the
-- driver itself documents it, evidence on a neighbouring fact is partial, memory is partial at most; without evidence
-- the figure is null.
with
signals as (
    select
        e.exposure_id,
        count(*) as signal_count,
        count(*) filter (where c.state in ('happened', 'in_force')) as happened_count,
        max(c.last_evidence_on) as newest_signal_on
    from {{ ref('int_supply_chain_exposure') }} as e
    inner join {{ ref('catalysts') }} as c on list_contains(e.catalyst_ids, c.catalyst_id)
    group by e.exposure_id
),

-- claims of one unit side by side; of several units none is a figure of the whole
figures as (
    select
        e.exposure_id,
        min(coalesce(c.value_low, c.value_point, c.value_high)) as value_low,
        max(coalesce(c.value_high, c.value_point, c.value_low)) as value_high,
        any_value(c.unit) as value_unit,
        string_agg(c.claim_id, ', ' order by c.claim_id) as capacity_claim_ids
    from {{ ref('int_supply_chain_exposure') }} as e
    inner join {{ ref('capacity_evidence') }} as c on list_contains(e.capacity_claim_ids, c.claim_id)
    group by e.exposure_id
    having count(distinct c.unit) = 1
)

select
    e.exposure_id,
    e.segment,
    e.company,
    e.stance,
    e.stance_in_words,
    e.claimed_driver,
    e.claim_id,
    a.verdict as claim_verdict,
    case
        when e.evidence is null or e.confidence = 'none_found' then 'none_found'
        when e.bears_on = 'driver' and {{ supports_a_point('e.confidence') }} then 'documented'
        else 'partial'
    end as evidence_status,
    e.bears_on,
    e.evidence,
    f.value_low,
    f.value_high,
    f.value_unit,
    f.capacity_claim_ids,
    case
        when e.evidence is null or e.confidence = 'none_found' then 'nothing_found'
        when f.value_low is null then 'no_figure_in_evidence'
    end as null_reason_code,
    case null_reason_code
        when 'nothing_found' then 'nothing was found'
        when 'no_figure_in_evidence' then 'the evidence gives no figure'
    end as null_reason,
    array_to_string(e.catalyst_ids, ', ') as catalyst_ids,
    cast(coalesce(s.signal_count, 0) as integer) as signal_count,
    cast(coalesce(s.happened_count, 0) as integer) as happened_count,
    s.newest_signal_on,
    e.as_of,
    e.source_id,
    o.url as source_url,
    e.confidence
from {{ ref('int_supply_chain_exposure') }} as e
inner join {{ ref('article_claims') }} as a on e.claim_id = a.claim_id
left join figures as f on e.exposure_id = f.exposure_id
left join signals as s on e.exposure_id = s.exposure_id
left join {{ ref('int_citations') }} as o on e.source_id = o.source_id
order by e.exposure_id
