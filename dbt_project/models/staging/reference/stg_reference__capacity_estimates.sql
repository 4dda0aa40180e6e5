-- Grain: claim about capacity.
from {{ source('reference', 'capacity_estimates') }}
