-- Grain: AI accelerator.
from {{ source('reference', 'chips') }}
