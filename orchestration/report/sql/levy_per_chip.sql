select
    scenario_id, chip_id, chip, regime_id, rate_share, rate_is_least, base, first_day, price_low_usd, price_high_usd,
    levy_low_usd, levy_high_usd, borne_by_company_low_usd, borne_by_company_high_usd, borne_by_buyer_high_usd,
    null_reason, price_source_id
from levy.levy_per_chip
where scenario_id in ('as_announced', 'as_in_force') and last_day is null and levy_high_usd is not null
order by scenario_id, chip_id
