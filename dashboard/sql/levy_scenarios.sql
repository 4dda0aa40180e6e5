-- The stored scenarios of the levy, each with the base by which levy.levy_what_if asks for it.
select
    scenario_id,
    scenario_label,
    rate_share,
    case
        when base = 'regimes' then base
        when base = 'licensed_revenue' then coalesce(regime_id, base)
        when geography_basis = 'as_reported' then base
        else geography_basis
    end as base_name,
    effective_from,
    pass_through_low_share,
    pass_through_point_share,
    pass_through_high_share,
    pass_through_note,
    note
from levy.scenarios
order by scenario_id
