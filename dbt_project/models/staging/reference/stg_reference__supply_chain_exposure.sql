-- Grain: segment x company.
select
    exposure_id,
    segment,
    company,
    stance,
    stance_in_words,
    claimed_driver,
    claim_id,
    catalyst_ids,
    capacity_claim_ids,
    bears_on,
    evidence,
    as_of,
    source_id,
    confidence
from {{ source('reference', 'supply_chain_exposure') }}
