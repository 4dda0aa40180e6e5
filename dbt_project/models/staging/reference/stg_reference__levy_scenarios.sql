-- Grain: scenario.
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
from {{ source('reference', 'levy_scenarios') }}
