-- Grain: parameter x foundry x generation of process.
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
from {{ source('reference', 'die_economics_assumptions') }}
