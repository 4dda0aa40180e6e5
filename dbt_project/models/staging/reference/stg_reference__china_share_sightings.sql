-- Grain: company x fiscal year x geography basis.
from {{ source('reference', 'china_share_sightings') }}
