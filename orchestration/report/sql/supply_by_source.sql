select
    year, scenario_id, scenario_label, counts_foreign_dies, counts_foreign_memory, units_p5, units_p50, units_p95,
    units_sold_p50, stock_units_p50, most_often_binds, most_sensitive_label, most_sensitive_rank_correlation,
    most_sensitive_rests_on, outside_claimant_count, outside_below_median_count, outside_below_p5_count, note, source_id,
    (select started_at from ops.refresh where is_current) as started_at
from capacity.accelerator_supply
where scenario_kind = 'sources'
order by counts_foreign_memory desc, counts_foreign_dies desc, year
