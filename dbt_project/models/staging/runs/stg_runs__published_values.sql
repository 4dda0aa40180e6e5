-- Grain: figure that a filing reports, as published.
from {{ source('runs', 'published_values') }}
