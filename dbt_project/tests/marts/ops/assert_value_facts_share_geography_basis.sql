-- All facts of one number share its geography basis; company totals have none.
select
    v.ticker,
    v.fiscal_year,
    v.slot,
    v.geography_basis,
    v.accession,
    f.geography_basis as fact_basis
from {{ ref('value_facts') }} as v
inner join {{ ref('metric_facts') }} as f
    on
        v.cik = f.cik and v.accession = f.accession and v.source_kind = f.source_kind
        and v.document = f.document and v.fact_no = f.fact_no and v.fact_metric = f.metric
where v.geography_basis is distinct from f.geography_basis
