-- The levy on one chip on a day, scenario by scenario: `from levy.levy_per_chip_on('2026-07-01')`.
{{ config(materialized='table_macro', parameters=['day'], contract={'enforced': false}) }}
select
    scenario_id,
    chip_id,
    chip,
    regime_id,
    status,
    rate_share,
    rate_is_least,
    base,
    first_day,
    last_day,
    price_low_usd,
    price_high_usd,
    levy_low_usd,
    levy_high_usd,
    borne_by_company_low_usd,
    borne_by_company_high_usd,
    borne_by_buyer_low_usd,
    borne_by_buyer_high_usd,
    null_reason_code,
    confidence
from {{ published('levy_per_chip') }}
where coalesce(first_day <= cast(day as date), true) and coalesce(last_day >= cast(day as date), true)
order by scenario_id, chip_id, regime_id
