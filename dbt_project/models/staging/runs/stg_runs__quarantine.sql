-- Grain: filing or fact x expectation that it breaks, under the number that the company has now (`cik`) and that of the
-- filer (`filer_cik`).
select
    q.quarantine_id,
    coalesce(n.cik, q.cik) as cik,
    q.cik as filer_cik,
    q.accession,
    q.form,
    q.filed,
    q.document,
    q.address,
    q.sha256,
    q.scope,
    q.fact_no,
    q.fact_count,
    q.expectation,
    q.reason
from {{ source('runs', 'quarantine') }} as q
left join {{ ref('stg_reference__successors') }} as n on q.cik = n.former_cik
