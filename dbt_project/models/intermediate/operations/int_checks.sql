-- Grain: expectation x run.
from {{ ref('stg_runs__checks') }}
