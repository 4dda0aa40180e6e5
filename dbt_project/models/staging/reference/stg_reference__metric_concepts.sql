-- Grain: concept x metric x time of validity.
select
    metric,
    concept,
    priority,
    sign,
    valid_from,
    valid_to,
    note
from {{ source('reference', 'metric_concepts') }}
