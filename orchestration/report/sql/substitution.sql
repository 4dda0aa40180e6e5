select
    year, scenario_id, scenario_label, domestic_units_p5, domestic_units_p50, domestic_units_p95, imported_units_low,
    imported_units_point, imported_units_high,
    domestic_h20e_by_compute_p5, domestic_h20e_by_compute_p50, domestic_h20e_by_compute_p95,
    imported_h20e_by_compute_low, imported_h20e_by_compute_point, imported_h20e_by_compute_high,
    base_h20e_by_compute_year, base_h20e_by_compute, passes_h20e_by_compute_from_year,
    domestic_h20e_by_bandwidth_p5, domestic_h20e_by_bandwidth_p50, domestic_h20e_by_bandwidth_p95,
    imported_h20e_by_bandwidth_low, imported_h20e_by_bandwidth_point, imported_h20e_by_bandwidth_high,
    base_h20e_by_bandwidth_year, base_h20e_by_bandwidth, passes_h20e_by_bandwidth_from_year,
    domestic_h20e_by_memory_p5, domestic_h20e_by_memory_p50, domestic_h20e_by_memory_p95,
    imported_h20e_by_memory_low, imported_h20e_by_memory_point, imported_h20e_by_memory_high,
    base_h20e_by_memory_year, base_h20e_by_memory, passes_h20e_by_memory_from_year,
    imported_chips, left_out_of_compute, imports_documented_until, imported_null_reason,
    (select started_at from ops.refresh where is_current) as started_at
from capacity.substitution
where scenario_id = 'base'
order by year
