-- Grain: wording that means a geography basis.
select
    rule_id,
    priority,
    pattern,
    geography_basis,
    note
from {{ source('reference', 'geography_basis_rules') }}
