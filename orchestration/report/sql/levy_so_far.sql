select
    scenario_id, scenario_label, tickers, effective_from, period_start, period_end, quarter_count,
    base_low_usd, base_usd, base_high_usd, levy_low_usd, levy_usd, levy_high_usd, null_reason, known_at, source_id
from levy.levy_to_date
order by scenario_id = 'as_in_force' desc, scenario_id
