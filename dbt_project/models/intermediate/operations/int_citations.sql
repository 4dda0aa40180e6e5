-- Grain: source that curated rows cite.
from {{ ref('stg_reference__sources') }}
