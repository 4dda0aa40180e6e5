-- Grain: scenario.
from {{ source('reference', 'levy_scenarios') }}
