-- Grain: claim about wafers, dies, memory, packaging or accelerators, with the day from which it counts as known.
{{ config(materialized='view') }}
select
    claim_id,
    metric,
    subject_id,
    subject,
    counted,
    definition,
    low,
    low_bound,
    point,
    high,
    high_bound,
    unit,
    period,
    period_start,
    period_end,
    kind,
    claimant,
    claimant_group,
    known_date,
    known_precision,
    reliability,
    note,
    source_id,
    confidence,
    {{ known_from('known_date', 'known_precision', 'capacity_estimates') }} as known_on
from {{ ref('stg_reference__capacity_estimates') }}
