-- Grain: fact read by hand.
from {{ source('reference', 'curated_facts') }}
