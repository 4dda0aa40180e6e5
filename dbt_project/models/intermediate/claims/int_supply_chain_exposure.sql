-- One row per segment and company that the article's investment section names.
select
    exposure_id,
    segment,
    company,
    stance,
    stance_in_words,
    claimed_driver,
    claim_id,
    string_split(catalyst_ids, ';') as catalyst_ids,
    string_split(capacity_claim_ids, ';') as capacity_claim_ids,
    bears_on,
    evidence,
    as_of,
    source_id,
    confidence
from {{ ref('stg_reference__supply_chain_exposure') }}
