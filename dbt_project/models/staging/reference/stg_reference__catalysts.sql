-- Grain: signal to watch.
from {{ source('reference', 'catalysts') }}
