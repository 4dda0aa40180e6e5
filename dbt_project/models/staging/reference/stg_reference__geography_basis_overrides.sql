-- Grain: filing whose basis was settled by hand.
from {{ source('reference', 'geography_basis_overrides') }}
