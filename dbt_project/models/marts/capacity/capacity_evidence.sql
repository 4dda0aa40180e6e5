-- Grain: claim. Every claim about wafers, dies, memory, packaging, accelerators and systems, with what exactly is
-- counted. Decision: claims that count different things are never combined, so what is counted is a column;
-- open intervals stay open.
select
    c.claim_id,
    c.metric,
    c.subject_id,
    c.subject,
    c.counted,
    c.definition,
    cast(c.low as decimal(24, 6)) as value_low,
    c.low_bound,
    cast(c.point as decimal(24, 6)) as value_point,
    cast(c.high as decimal(24, 6)) as value_high,
    c.high_bound,
    c.unit,
    cast(coalesce(c.point, (c.low + c.high) / 2, c.low, c.high) as double) as stands_for,
    c.period,
    c.period_start,
    c.period_end,
    case
        when
            c.period_start = make_date(year(c.period_start), 1, 1)
            and c.period_end = make_date(year(c.period_start), 12, 31)
            then cast(year(c.period_start) as integer)
    end as year,
    c.kind,
    c.claimant,
    c.claimant_group,
    c.known_on,
    c.known_precision,
    cast(c.reliability as integer) as reliability,
    case
        when coalesce(c.point, c.low, c.high) is not null then null
        when c.kind = 'not_found' then 'nothing_found'
        else 'no_figure_in_evidence'
    end as null_reason_code,
    case null_reason_code
        when 'nothing_found' then coalesce(c.note, 'looked for and not found')
        when 'no_figure_in_evidence' then 'the claim gives no figure'
    end as null_reason,
    c.note,
    c.source_id,
    s.url as source_url,
    c.confidence
from {{ ref('int_capacity_estimates') }} as c
left join {{ ref('int_citations') }} as s on c.source_id = s.source_id
order by c.claim_id
