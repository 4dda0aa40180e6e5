-- Grain: regime version.
from {{ source('reference', 'levy_regimes') }}
