-- Grain: headline figure x measure that changed x build.
from {{ source('runs', 'changes') }}
