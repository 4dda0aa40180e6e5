-- Grain: column of a published table.
from {{ ref('stg_runs__columns') }}
