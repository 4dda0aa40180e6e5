-- Grain: filing in a submissions list, under the number that the company has now.
select
    coalesce(n.cik, t.cik) as cik,
    t.accession,
    t.form,
    t.filed,
    t.report_date,
    t.accepted_at,
    t.primary_document,
    t.is_xbrl,
    t.is_inline_xbrl,
    t.size_bytes
from {{ source('edgar', 'filings') }} as t
left join {{ ref('stg_reference__successors') }} as n on t.cik = n.former_cik
