-- Grain: scenario. Rates and bases to ask "what if" with; each row is a curated row with its source. A rate is null
-- where each product goes by its own regime.
select
    scenario_id,
    label as scenario_label,
    cast(rate_share as decimal(9, 6)) as rate_share,
    base,
    geography_basis,
    regime_id,
    effective_from,
    cast(pass_through_low_share as decimal(9, 6)) as pass_through_low_share,
    cast(pass_through_point_share as decimal(9, 6)) as pass_through_point_share,
    cast(pass_through_high_share as decimal(9, 6)) as pass_through_high_share,
    pass_through_note,
    note,
    source_id,
    confidence
from {{ ref('int_scenarios') }}
order by scenario_id
