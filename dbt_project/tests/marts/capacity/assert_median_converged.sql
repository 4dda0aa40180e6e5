-- Half the draws give the same median of what can be made as all of them, within 1 %; and there are 10 000 or more.
select
    year,
    scenario_id,
    units_p50,
    units_p50_of_half_the_draws,
    convergence_share,
    draws
from {{ ref('accelerator_supply') }}
where
    draws < 10000
    or convergence_share >= 0.01
    or (units_p50 = 0) != (units_p50_of_half_the_draws = 0)
