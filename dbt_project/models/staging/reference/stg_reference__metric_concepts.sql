-- Grain: concept x metric x time of validity.
from {{ source('reference', 'metric_concepts') }}
