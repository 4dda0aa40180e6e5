-- Grain: wording that says what China includes.
from {{ source('reference', 'geography_scope_rules') }}
