-- Grain: scenario. Rates and bases to ask "what if" with, as curated.
{{ config(materialized='view') }}
select
    scenario_id,
    label,
    rate_share,
    base,
    geography_basis,
    regime_id,
    effective_from,
    pass_through_low_share,
    pass_through_point_share,
    pass_through_high_share,
    pass_through_note,
    note,
    source_id,
    confidence
from {{ ref('stg_reference__levy_scenarios') }}
