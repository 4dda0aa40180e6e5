-- Grain: source that curated rows cite.
select
    source_id,
    title,
    publisher,
    url
from {{ ref('stg_reference__sources') }}
