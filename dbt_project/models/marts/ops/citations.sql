-- Grain: source that curated rows cite. What a source_id in the marts refers to, and what kind of source it is.
select
    source_id,
    title,
    publisher,
    url,
    tier,
    origin,
    reference,
    is_findable
from {{ ref('int_citations') }}
order by source_id
