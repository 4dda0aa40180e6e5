-- Grain: scenario. Rates and bases to ask "what if" with; each row is a curated row with its source.
select
    scenario_id,
    label as scenario_label,
    cast(rate_share as decimal(9, 6)) as rate_share,
    base,
    geography_basis,
    effective_from,
    note,
    source_id
from {{ source('landing', 'levy_scenarios') }}
order by scenario_id
