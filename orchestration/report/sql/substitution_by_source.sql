select
    year, scenario_id, scenario_label, base_units_year, passes_units_from_year, passes_h20e_by_compute_from_year,
    passes_h20e_by_bandwidth_from_year, passes_h20e_by_memory_from_year
from capacity.substitution
where scenario_kind = 'sources' and year = (select max(year) from capacity.substitution)
order by counts_foreign_memory desc, counts_foreign_dies desc
