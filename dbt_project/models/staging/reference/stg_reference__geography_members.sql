-- Grain: mapping rule of a geographical member.
select
    rule_id,
    priority,
    pattern,
    geography,
    scope,
    note
from {{ source('reference', 'geography_members') }}
