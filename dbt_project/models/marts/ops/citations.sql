-- Grain: source that curated rows cite. What a source_id in the marts refers to.
select
    source_id,
    title,
    publisher,
    url
from {{ ref('int_citations') }}
order by source_id
