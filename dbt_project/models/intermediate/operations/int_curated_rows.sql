-- Grain: row of a curated table.
from {{ ref('stg_reference__curated_rows') }}
