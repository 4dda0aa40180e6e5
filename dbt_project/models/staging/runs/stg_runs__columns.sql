-- Grain: column of a published table.
from {{ source('runs', 'columns') }}
