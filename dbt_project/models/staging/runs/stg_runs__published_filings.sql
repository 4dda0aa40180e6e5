-- Grain: filing behind the published marts.
from {{ source('runs', 'published_filings') }}
