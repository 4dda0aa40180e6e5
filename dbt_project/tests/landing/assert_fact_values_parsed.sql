-- Every numeric fact has a value or is nil. One that could not be parsed is kept without a value and listed.
select
    cik,
    accession,
    document,
    fact_no,
    concept || ': ' || problem as reason
from {{ source('edgar', 'facts') }}
where problem is not null
