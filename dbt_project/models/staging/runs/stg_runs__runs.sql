-- Grain: build.
from {{ source('runs', 'runs') }}
