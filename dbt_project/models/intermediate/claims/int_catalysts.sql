-- One row per signal to watch, as found on the day it was looked at.
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
from {{ ref('stg_reference__catalysts') }}
