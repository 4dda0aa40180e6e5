-- Grain: filing or fact of a watched company that is quarantined x expectation that it breaks.
{{ config(materialized='view') }}
select
    c.ticker,
    q.quarantine_id,
    q.cik,
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
from {{ ref('stg_runs__quarantine') }} as q
inner join {{ ref('int_companies') }} as c on q.cik = c.cik
