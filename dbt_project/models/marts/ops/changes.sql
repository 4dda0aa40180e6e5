-- Grain: headline figure x measure that changed x build. What moved from the build that was published before, by how
-- much, and because of which input. Decision: dbt puts what changed in earlier builds here; what changes in this one
-- is added when the marts are built (orchestration/release/changes.sql), before they are checked.
select
    build_id,
    from_build_id,
    headline_id,
    measure,
    headline,
    table_name,
    ticker,
    period_before,
    period,
    unit,
    value_before,
    value,
    text_before,
    value_text,
    change_share,
    tolerance_share,
    is_beyond_tolerance,
    cause_code,
    causes,
    is_explained,
    accepted_reason,
    stops_publication
from {{ ref('int_changes') }}
order by build_id, headline_id, measure
