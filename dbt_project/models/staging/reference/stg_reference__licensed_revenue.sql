-- Grain: company x product x fiscal quarter x destination x licensed or not.
from {{ source('reference', 'licensed_revenue') }}
