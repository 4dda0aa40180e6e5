-- One row per chip that China imports and regime: whether the chip is in the regime's scope, and why. Computed from the
-- chip's specifications and the regime's scope: it is in scope when it is named, or lies inside one of the regime's
-- classes (bounds excluded). Decision: where a regime depends on specifications that are not known for a
-- chip, the answer is null.
with
classes as (
    select
        regime_id,
        regexp_extract_all(scope_window, '[0-9.]+') as bounds
    from (
        select
            regime_id,
            unnest(string_split(scope_windows, ';')) as scope_window
        from {{ ref('int_regimes') }}
        where scope_windows is not null
    )
),

matched as (
    select
        c.chip_id,
        k.regime_id,
        bool_or(
            c.total_processing_performance > cast(k.bounds[1] as decimal(18, 4))
            and c.total_processing_performance < cast(k.bounds[2] as decimal(18, 4))
            and c.memory_bandwidth_gb_per_s > cast(k.bounds[3] as decimal(18, 4))
            and c.memory_bandwidth_gb_per_s < cast(k.bounds[4] as decimal(18, 4))
        ) as is_inside
    from {{ ref('stg_reference__chips') }} as c
    cross join classes as k
    group by c.chip_id, k.regime_id
),

scoped as (
    select
        c.chip_id,
        c.chip,
        c.vendor,
        r.regime_id,
        r.instrument,
        r.rate_share,
        r.rate_is_least,
        r.base,
        r.status,
        r.applies,
        r.is_in_force,
        r.tickers,
        r.effective_from,
        r.last_day as effective_to,
        case
            when list_contains(string_split(r.scope_chips, ';'), c.chip_id) then true
            when r.scope_windows is null then false
            when c.total_processing_performance is null or c.memory_bandwidth_gb_per_s is null then null
            else m.is_inside
        end as is_in_scope,
        case
            when list_contains(string_split(r.scope_chips, ';'), c.chip_id) then 'named by the regime'
            when r.scope_windows is null then 'not named by the regime'
            when c.total_processing_performance is null or c.memory_bandwidth_gb_per_s is null
                then 'its specifications are not known'
            when m.is_inside then 'its performance and bandwidth lie inside ' || r.scope_windows
            else 'its performance and bandwidth lie outside ' || r.scope_windows
        end as scope_reason,
        r.confidence as regime_confidence,
        r.source_id as regime_source_id,
        c.confidence as chip_confidence,
        c.source_id as chip_source_id
    from {{ ref('stg_reference__chips') }} as c
    cross join {{ ref('int_regimes') }} as r
    left join matched as m on c.chip_id = m.chip_id and r.regime_id = m.regime_id
    where c.origin = 'imported'
),

rested as (
    select
        *,
        scope_reason not in ('named by the regime', 'not named by the regime') as is_by_specification,
        case
            when is_by_specification then {{ weaker_confidence('regime_confidence', 'chip_confidence') }}
            else regime_confidence
        end as confidence
    from scoped
)

select
    * exclude (regime_confidence, regime_source_id, chip_confidence, chip_source_id),
    if(confidence is distinct from regime_confidence, chip_source_id, regime_source_id) as source_id
from rested
