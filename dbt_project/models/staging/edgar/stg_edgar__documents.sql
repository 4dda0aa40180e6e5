-- Grain: document or API answer that was read, under the number that the company has now.
select
    coalesce(n.cik, t.cik) as cik,
    t.accession,
    t.document,
    t.source_kind,
    t.address,
    t.sha256,
    t.size_bytes,
    t.row_count,
    t.damage,
    t.extractor
from {{ source('edgar', 'documents') }} as t
left join {{ ref('stg_reference__successors') }} as n on t.cik = n.former_cik
