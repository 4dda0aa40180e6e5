-- Grain: source that curated rows cite.
select
    source_id,
    title,
    publisher,
    url
from {{ source('reference', 'sources') }}
