-- Grain: statement on a levy.
from {{ source('reference', 'levy_statements') }}
