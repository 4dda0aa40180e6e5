-- Grain: claim about a yield.
from {{ source('reference', 'yield_estimates') }}
