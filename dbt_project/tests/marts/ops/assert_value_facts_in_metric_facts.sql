-- Every fact behind a number is in ops.metric_facts with the same value, as used or superseded.
select
    v.ticker,
    v.metric,
    v.fiscal_year,
    v.slot,
    v.accession,
    v.document,
    v.fact_no,
    v.fact_value_usd,
    f.value_usd,
    f.coverage_class
from {{ ref('value_facts') }} as v
left join {{ ref('metric_facts') }} as f
    on
        v.cik = f.cik and v.accession = f.accession and v.source_kind = f.source_kind
        and v.document = f.document and v.fact_no = f.fact_no and v.fact_metric = f.metric
where
    v.fact_value_usd is distinct from f.value_usd
    or f.coverage_class not in ('used', 'superseded')
