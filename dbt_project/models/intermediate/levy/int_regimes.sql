-- Grain: regime version. A regime that another one supersedes ends the day before that one begins, and applied until
-- then. `applies` says whether it is ever due: not when only proposed, nor when struck, nor when it was superseded on a
-- day that nobody knows. `is_in_force`: it binds; one that was only announced never did.
{{ config(materialized='view') }}
with
superseded as (
    select
        supersedes as regime_id,
        min(effective_from) as superseded_on
    from {{ ref('stg_reference__levy_regimes') }}
    where supersedes is not null and status in ('announced', 'in_force', 'superseded')
    group by supersedes
)

select
    r.regime_id,
    r.jurisdiction,
    r.authority,
    r.instrument,
    r.rate_share,
    r.rate_is_least = 'yes' as rate_is_least,
    r.base,
    r.scope_chips,
    r.scope_windows,
    r.tickers,
    r.effective_from,
    r.effective_to,
    r.status,
    r.supersedes,
    r.note,
    r.source_id,
    r.confidence,
    least(r.effective_to, s.superseded_on - 1) as last_day,
    r.status = 'in_force' as is_in_force,
    r.status in ('announced', 'in_force')
    or (r.status = 'superseded' and coalesce(r.effective_to, s.superseded_on) is not null) as applies
from {{ ref('stg_reference__levy_regimes') }} as r
left join superseded as s on r.regime_id = s.regime_id
