-- Grain: published table whose rows or columns changed x build.
from {{ source('runs', 'row_changes') }}
