-- Grain: mapping rule of a geographical member.
from {{ source('reference', 'geography_members') }}
