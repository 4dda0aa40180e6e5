-- Grain: filing or fact that is quarantined x expectation that it fails. The toy judges no figures.
select
    q.quarantine_id,
    q.ticker,
    q.cik,
    q.accession,
    q.form,
    q.filed,
    q.document,
    q.scope,
    q.fact_no,
    q.fact_count,
    q.expectation,
    q.reason,
    q.address as url,
    q.sha256
from {{ ref('int_quarantine') }} as q
order by q.ticker, q.accession, q.document, q.fact_no, q.expectation
