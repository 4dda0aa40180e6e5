-- Grain: scenario of the simulation of supply, as curated.
{{ config(materialized='view') }}
select
    scenario_id,
    position,
    label,
    note,
    source_id
from {{ ref('stg_reference__supply_scenarios') }}
