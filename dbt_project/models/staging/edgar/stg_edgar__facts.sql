-- Grain: fact of a document, under the number that the company has now. Without what is quarantined: facts one by
-- one, or a filing with all of its facts.
with succeeded as (
    select t.* replace (coalesce(n.cik, t.cik) as cik)
    from {{ source('edgar', 'facts') }} as t
    left join {{ ref('stg_reference__successors') }} as n on t.cik = n.former_cik
    anti join {{ ref('stg_runs__quarantine') }} as q on {{ is_of_quarantined_filing('t', 'q') }}
    anti join {{ ref('stg_runs__quarantine') }} as p
        on p.scope = 'fact' and {{ is_of_quarantined_document('t', 'p') }} and t.fact_no = p.fact_no
)

from succeeded
