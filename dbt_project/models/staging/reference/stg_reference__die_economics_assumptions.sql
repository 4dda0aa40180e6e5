-- Grain: parameter x foundry x generation of process.
from {{ source('reference', 'die_economics_assumptions') }}
