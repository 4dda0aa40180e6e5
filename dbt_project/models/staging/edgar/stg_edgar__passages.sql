-- Grain: sentence of a document.
select
    cik,
    accession,
    document,
    passage_no,
    facts_away,
    text
from {{ source('edgar', 'passages') }}
