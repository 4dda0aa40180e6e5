-- The cover page of a document names the company that it was filed for.
select
    cik,
    accession,
    document,
    'its cover page names company ' || string_agg(distinct value_text, ', ') as reason
from {{ source('edgar', 'facts') }}
where concept = 'dei:EntityCentralIndexKey' and value_text is not null
group by cik, accession, document
having not bool_or(lpad(trim(value_text), 10, '0') = cik)
