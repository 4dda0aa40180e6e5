-- The tables have as many rows of a document as were read from it.
with
kept as (
    select
        cik,
        accession,
        document,
        count(*) as row_count
    from {{ source('edgar', 'facts') }}
    group by cik, accession, document

    union all

    select
        cik,
        null as accession,
        document,
        count(*) as row_count
    from {{ source('edgar', 'companyfacts') }}
    group by cik, document
),

read as (
    select
        cik,
        accession,
        document,
        row_count
    from {{ source('edgar', 'documents') }}
    where source_kind not in ('submissions', 'unreadable')
)

select
    coalesce(r.cik, k.cik) as cik,
    coalesce(r.accession, k.accession) as accession,
    coalesce(r.document, k.document) as document,
    coalesce(r.row_count, 0) || ' rows were read, ' || coalesce(k.row_count, 0) || ' lie there' as reason
from read as r
full outer join kept as k
    on r.cik = k.cik and r.accession is not distinct from k.accession and r.document = k.document
where coalesce(r.row_count, 0) != coalesce(k.row_count, 0)
