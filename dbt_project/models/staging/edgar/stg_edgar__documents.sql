-- Grain: document or API answer that was read, under the number that the company has now.
with succeeded as (
    select t.* replace (coalesce(n.cik, t.cik) as cik)
    from {{ source('edgar', 'documents') }} as t
    left join {{ ref('stg_reference__successors') }} as n on t.cik = n.former_cik
)

from succeeded
