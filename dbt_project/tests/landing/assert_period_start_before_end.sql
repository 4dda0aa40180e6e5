-- A period starts before it ends; otherwise its fact is quarantined.
select
    cik,
    accession,
    document,
    fact_no,
    concept || ': from ' || period_start || ' to ' || period_end as reason
from {{ source('edgar', 'facts') }}
where period_start > period_end
