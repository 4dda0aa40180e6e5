-- No two accessions of a company have the same bytes. The later one is quarantined, since one filing was put in
-- another's place.
with
copies as (
    select
        d.cik,
        d.accession,
        d.document,
        d.sha256,
        first_value(d.accession) over (
            partition by d.cik, d.sha256
            order by f.accepted_at nulls last, d.accession
        ) as first_accession
    from {{ source('edgar', 'documents') }} as d
    left join {{ source('edgar', 'filings') }} as f on d.cik = f.cik and d.accession = f.accession
    where d.accession is not null and d.source_kind != 'unreadable'
)

select
    cik,
    accession,
    document,
    'the same bytes as the document of ' || first_accession as reason
from copies
where accession != first_accession
