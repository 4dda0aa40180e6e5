-- Grain: scenario x year x input.
from {{ source('reference', 'supply_assumptions') }}
