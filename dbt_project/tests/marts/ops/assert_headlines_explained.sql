-- No headline figure moved beyond its tolerance from the published build without a new filing or a new curated row that
-- it rests on, unless a person accepted it with a row of data/reference/accepted_changes.csv.
select
    c.from_build_id,
    c.headline_id,
    c.measure,
    c.value_before,
    c.value,
    c.causes
from {{ ref('changes') }} as c
inner join {{ ref('refresh') }} as r on c.build_id = r.build_id and r.is_current
where c.stops_publication
