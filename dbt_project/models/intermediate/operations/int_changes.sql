-- Grain: headline figure x measure that changed x build.
from {{ ref('stg_runs__changes') }}
