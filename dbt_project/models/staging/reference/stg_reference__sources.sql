-- Grain: source that curated rows cite.
from {{ source('reference', 'sources') }}
