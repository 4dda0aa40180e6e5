-- Grain: entry of a companyfacts answer, under the CIK that the company has now, without quarantined answers.
with succeeded as (
    select t.* replace (coalesce(n.cik, t.cik) as cik)
    from {{ source('edgar', 'companyfacts') }} as t
    left join {{ ref('stg_reference__successors') }} as n on t.cik = n.former_cik
    anti join {{ ref('stg_runs__quarantine') }} as q on {{ is_of_quarantined_filing('t', 'q') }}
)

from succeeded
