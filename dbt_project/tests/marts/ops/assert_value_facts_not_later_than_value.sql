-- No version of a number uses a fact that became known after it.
select
    v.ticker,
    v.metric,
    v.fiscal_year,
    v.slot,
    v.known_at,
    v.accession,
    f.known_at as fact_known_at
from {{ ref('value_facts') }} as v
inner join {{ ref('metric_facts') }} as f
    on
        v.cik = f.cik and v.accession = f.accession and v.source_kind = f.source_kind
        and v.document = f.document and v.fact_no = f.fact_no and v.fact_metric = f.metric
where f.known_at > v.known_at
