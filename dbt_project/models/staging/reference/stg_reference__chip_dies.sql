-- Grain: logic die.
from {{ source('reference', 'chip_dies') }}
