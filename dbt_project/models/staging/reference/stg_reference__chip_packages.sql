-- Grain: package.
from {{ source('reference', 'chip_packages') }}
