-- Grain: row of a curated table.
from {{ source('reference', 'curated_rows') }}
