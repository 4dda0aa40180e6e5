-- Grain: segment x company that the article's investment section names.
-- The article's stance, the driver that it names, and what evidence there is. The subtle decision: evidence on the
-- driver itself documents it, evidence on a neighbouring fact is partial, memory is partial at most; where nothing was
-- found there is no figure and no guess.
with
signals as (
    select
        e.exposure_id,
        count(*) as signal_count,
        count(*) filter (where c.state in ('happened', 'in_force')) as happened_count,
        max(c.last_evidence_on) as newest_signal_on
    from {{ ref('stg_reference__supply_chain_exposure') }} as e
    inner join {{ ref('catalysts') }} as c on list_contains(e.catalyst_ids, c.catalyst_id)
    group by e.exposure_id
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
        when e.bears_on = 'driver' and {{ is_strong('e.confidence') }} then 'documented'
        else 'partial'
    end as evidence_status,
    e.bears_on,
    e.evidence,
    e.value_low,
    e.value,
    e.value_high,
    e.value_unit,
    case
        when e.evidence is null or e.confidence = 'none_found' then 'nothing was found'
        when coalesce(e.value, e.value_low) is null then 'the evidence gives no figure'
    end as null_reason,
    array_to_string(e.catalyst_ids, ', ') as catalyst_ids,
    cast(coalesce(s.signal_count, 0) as integer) as signal_count,
    cast(coalesce(s.happened_count, 0) as integer) as happened_count,
    s.newest_signal_on,
    e.as_of,
    e.source_id,
    o.url as source_url,
    e.confidence
from {{ ref('stg_reference__supply_chain_exposure') }} as e
inner join {{ ref('article_claims') }} as a on e.claim_id = a.claim_id
left join signals as s on e.exposure_id = s.exposure_id
left join {{ source('landing', 'sources') }} as o on e.source_id = o.source_id
order by e.exposure_id
