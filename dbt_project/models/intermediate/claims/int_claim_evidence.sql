-- One row per finding that bears on a claim, with figures and days as numbers in the unit of the claim.
select
    evidence_id,
    claim_id,
    evidence_kind,
    finding,
    coalesce(cast(coalesce(low, value) as decimal(28, 6)), {{ day_number('day_from') }}) as low,
    coalesce(cast(value as decimal(28, 6)), if(day_from = day_to, {{ day_number('day_from') }}, null)) as value,
    coalesce(cast(coalesce(high, value) as decimal(28, 6)), {{ day_number('day_to') }}) as high,
    found_text,
    direction,
    role,
    as_of,
    source_id,
    confidence
from {{ ref('stg_reference__claim_evidence') }}
