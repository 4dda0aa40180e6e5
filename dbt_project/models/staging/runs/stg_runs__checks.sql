-- Grain: expectation x run.
from {{ source('runs', 'checks') }}
