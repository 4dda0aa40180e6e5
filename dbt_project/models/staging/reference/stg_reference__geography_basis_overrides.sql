-- Grain: filing whose basis was settled by hand.
select
    accession,
    geography_basis,
    reason,
    source_url
from {{ source('reference', 'geography_basis_overrides') }}
