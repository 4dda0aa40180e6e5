-- The levy on one chip on a day, scenario by scenario: `from levy.levy_per_chip_on('2026-07-01')`.
{{ config(materialized='table_macro', parameters=['day'], contract={'enforced': false}) }}
from {{ published('levy_per_chip') }}
where coalesce(first_day <= cast(day as date), true) and coalesce(last_day >= cast(day as date), true)
order by scenario_id, chip_id, regime_id
