-- Versions of a number follow each other without gap or overlap, and the last one is open.
with
followed as (
    select
        *,
        lead(known_at) over (
            partition by cik, metric, geography, geography_basis, fiscal_year, slot order by known_at
        ) as next_known_at
    from {{ ref('value_history') }}
)

select
    ticker,
    metric,
    geography,
    geography_basis,
    fiscal_year,
    slot,
    known_at,
    known_until,
    next_known_at
from followed
where known_until is distinct from next_known_at or known_until <= known_at
