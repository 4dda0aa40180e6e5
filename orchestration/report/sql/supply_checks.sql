select
    scenario_id, claim_id, claimant, year, kind, measured_in, claimed_low_units, claimed_point_units, claimed_high_units,
    simulated_units_p50, high_percentile_share, is_within_p5_p95, revenue_usd, implied_price_usd, quoted_price_low_usd,
    quoted_price_high_usd, is_independent, mismatch, source_id
from capacity.supply_checks
where scenario_id = 'base'
order by year, measured_in, claim_id
