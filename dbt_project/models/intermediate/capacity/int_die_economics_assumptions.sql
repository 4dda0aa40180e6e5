-- Grain: parameter x foundry x generation of process. Prices and geometry as ranges, as curated.
{{ config(materialized='view') }}
from {{ ref('stg_reference__die_economics_assumptions') }}
