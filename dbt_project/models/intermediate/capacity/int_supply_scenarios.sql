-- Grain: scenario of the simulation of supply, as curated.
{{ config(materialized='view') }}
from {{ ref('stg_reference__supply_scenarios') }}
