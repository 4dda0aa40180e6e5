-- Grain: source that curated rows cite: what kind of source it is, who said it first, and whether a reader can find it.
select
    source_id,
    title,
    publisher,
    url,
    tier,
    coalesce(origin, publisher) as origin,
    reference,
    url is not null or reference is not null as is_findable
from {{ ref('stg_reference__sources') }}
