select
    ticker, fiscal_year, fiscal_quarter, period_end, scenario_id, scenario_label, base_low_usd, base_usd, base_high_usd,
    levy_low_usd, levy_usd, levy_high_usd, cumulative_levy_low_usd, cumulative_levy_high_usd, formula, null_reason,
    known_at, source_id
from levy.levy_due
where scenario_id in ('as_announced', 'as_in_force') and fiscal_quarter is not null
order by scenario_id, ticker, period_end
