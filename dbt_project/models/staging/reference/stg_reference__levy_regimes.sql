-- Grain: regime version.
select
    regime_id,
    jurisdiction,
    authority,
    instrument,
    rate_share,
    base,
    scope_chips,
    scope_windows,
    tickers,
    effective_from,
    effective_to,
    status,
    supersedes,
    note,
    source_id,
    confidence
from {{ source('reference', 'levy_regimes') }}
