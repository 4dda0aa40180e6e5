-- Grain: filing or fact x expectation that it breaks.
select
    quarantine_id,
    cik,
    accession,
    form,
    filed,
    document,
    address,
    sha256,
    scope,
    fact_no,
    fact_count,
    expectation,
    reason
from {{ source('runs', 'quarantine') }}
