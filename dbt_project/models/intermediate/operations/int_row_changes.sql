-- Grain: published table whose rows or columns changed x build.
from {{ ref('stg_runs__row_changes') }}
