-- Grain: wording that means a geography basis.
from {{ source('reference', 'geography_basis_rules') }}
