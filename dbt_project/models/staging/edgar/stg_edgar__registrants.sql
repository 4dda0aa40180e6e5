-- Grain: registrant.
from {{ source('edgar', 'registrants') }}
