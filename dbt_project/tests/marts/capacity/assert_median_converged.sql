-- The median of the first half of the draws differs from that of all draws by less than 1 %. There are at least 10 000
-- draws.
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
