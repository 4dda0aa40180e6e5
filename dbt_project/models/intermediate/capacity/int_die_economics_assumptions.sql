-- Grain: parameter x foundry x generation of process. Prices and geometry as ranges, as curated.
{{ config(materialized='view') }}
select
    parameter,
    foundry,
    node_class,
    low,
    mode,
    high,
    unit,
    note,
    source_id,
    confidence
from {{ ref('stg_reference__die_economics_assumptions') }}
