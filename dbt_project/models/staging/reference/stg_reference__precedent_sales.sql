-- Grain: hypothetical regime x company x period.
from {{ source('reference', 'precedent_sales') }}
