-- Grain: finding that bears on a claim.
select
    evidence_id,
    claim_id,
    evidence_kind,
    finding,
    low,
    value,
    high,
    day_from,
    day_to,
    found_text,
    direction,
    role,
    as_of,
    source_id,
    confidence
from {{ source('reference', 'claim_evidence') }}
