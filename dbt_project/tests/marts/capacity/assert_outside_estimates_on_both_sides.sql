-- With all sources, outside estimates of a year do not all lie below the median of the draws, nor half of them below
-- the 5th percentile, once three claimants give one. Where they do, the inputs contradict the evidence.
select
    year,
    scenario_id,
    outside_claimant_count,
    outside_below_median_count,
    outside_below_p5_count
from {{ ref('accelerator_supply') }}
where
    scenario_id = 'base' and outside_claimant_count >= 3
    and (outside_below_median_count = outside_claimant_count or 2 * outside_below_p5_count >= outside_claimant_count)
