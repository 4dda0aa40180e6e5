-- Grain: plausibility rule x series.
from {{ source('reference', 'plausibility_limits') }}
