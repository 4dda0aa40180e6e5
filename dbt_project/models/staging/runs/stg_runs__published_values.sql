-- Grain: figure that a filing reports, as published.
select
    cik,
    metric,
    geography,
    geography_basis,
    fiscal_year,
    slot,
    accession,
    value_usd
from {{ source('runs', 'published_values') }}
