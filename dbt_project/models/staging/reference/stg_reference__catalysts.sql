-- Grain: signal to watch.
select
    catalyst_id,
    theme,
    asked_for,
    signal,
    claim_id,
    bears_on_claim,
    reported_state,
    state_as_of,
    due_from,
    due_to,
    due_precision,
    happened_from,
    happened_to,
    happened_precision,
    direction_for_levy_revenue,
    measurable_series,
    last_evidence,
    last_evidence_on,
    note,
    source_id,
    confidence
from {{ source('reference', 'catalysts') }}
