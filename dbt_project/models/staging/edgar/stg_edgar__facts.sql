-- Grain: fact of a document, under the number that the company has now. Without what is quarantined: facts one by
-- one, or a filing with all of its facts.
select
    coalesce(n.cik, t.cik) as cik,
    t.accession,
    t.form,
    t.filed,
    t.accepted_at,
    t.source_kind,
    t.document,
    t.fact_no,
    t.fact_id,
    t.concept,
    t.concept_namespace,
    t.is_numeric,
    t.value,
    t.value_text,
    t.unit,
    t.decimals,
    t.precision,
    t.is_nil,
    t.is_hidden,
    t.sign,
    t.scale,
    t.format,
    t.displayed,
    t.context_id,
    t.entity,
    t.period_type,
    t.period_start,
    t.period_end,
    t.dimensions,
    t.target,
    t.problem
from {{ source('edgar', 'facts') }} as t
left join {{ ref('stg_reference__successors') }} as n on t.cik = n.former_cik
anti join {{ ref('stg_runs__quarantine') }} as q on {{ is_of_quarantined_filing('t', 'q') }}
anti join {{ ref('stg_runs__quarantine') }} as p
    on p.scope = 'fact' and {{ is_of_quarantined_document('t', 'p') }} and t.fact_no = p.fact_no
