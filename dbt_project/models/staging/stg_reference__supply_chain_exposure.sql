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
    bears_on,
    evidence,
    cast(coalesce(value_low, value) as decimal(28, 6)) as value_low,
    cast(value as decimal(28, 6)) as value,
    cast(coalesce(value_high, value) as decimal(28, 6)) as value_high,
    value_unit,
    as_of,
    source_id,
    confidence
from {{ source('landing', 'supply_chain_exposure') }}
