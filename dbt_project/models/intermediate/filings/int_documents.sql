-- Grain: document or EDGAR answer of a watched company.
{{ config(materialized='view') }}
select
    c.ticker,
    d.cik,
    d.accession,
    d.document,
    d.source_kind,
    d.address,
    d.sha256,
    d.size_bytes,
    d.row_count,
    d.damage,
    d.damage_code,
    d.extractor
from {{ ref('stg_edgar__documents') }} as d
inner join {{ ref('int_companies') }} as c on d.cik = c.cik
