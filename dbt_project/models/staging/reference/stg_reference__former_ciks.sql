-- Grain: former number of a company.
from {{ source('reference', 'former_ciks') }}
