-- A numeric fact has a unit. Without one it may be dollars or millions of shares, and it is quarantined.
select
    cik,
    accession,
    document,
    fact_no,
    concept || ': ' || value || ' of what?' as reason
from {{ source('edgar', 'facts') }}
where is_numeric and value is not null and unit is null
