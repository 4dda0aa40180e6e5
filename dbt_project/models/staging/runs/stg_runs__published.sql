-- Grain: published table x company.
from {{ source('runs', 'published') }}
