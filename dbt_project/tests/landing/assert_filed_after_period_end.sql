-- A report is filed after its period ends; otherwise the period end on its cover page is wrong.
select
    cik,
    accession,
    document,
    'filed ' || any_value(filed) || ' on a period that ends ' || max(value_text) as reason
from {{ source('edgar', 'facts') }}
where concept = 'dei:DocumentPeriodEndDate' and try_cast(value_text as date) > filed
group by cik, accession, document
