-- Grain: scenario. Rates and bases to ask "what if" with, as curated.
{{ config(materialized='view') }}
from {{ ref('stg_reference__levy_scenarios') }}
