-- Every numeric fact has a value or is nil; one that could not be read is kept without, and listed.
select
    cik,
    accession,
    document,
    fact_no,
    concept || ': ' || problem as reason
from {{ source('edgar', 'facts') }}
where problem is not null
