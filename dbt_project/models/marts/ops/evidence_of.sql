-- The facts that every version of a number in ops.value_history is made of:
-- `from ops.evidence_of('NVDA', 'revenue', 'CN', 2026, 'Q4')`.
{{ config(
    materialized='table_macro',
    parameters=['of_ticker', 'of_metric', 'of_geography', 'of_fiscal_year', 'of_slot'],
    contract={'enforced': false}
) }}
with
asked as (
    select *
    from {{ published('value_history') }}
    where
        ticker = of_ticker and metric = of_metric and geography = of_geography
        and fiscal_year = of_fiscal_year and slot = of_slot
)

select
    h.geography_basis,
    h.known_at,
    h.known_until,
    h.value_usd,
    h.formula,
    v.operand_no,
    v.sign,
    v.fact_value_usd,
    f.concept,
    f.geography_member,
    f.period_start,
    f.period_end,
    f.form,
    f.accession,
    f.fact_id,
    f.context_id,
    f.url
from asked as h
inner join {{ published('value_facts') }} as v
    on
        h.cik = v.cik and h.metric = v.metric and h.geography = v.geography
        and h.geography_basis = v.geography_basis and h.fiscal_year = v.fiscal_year and h.slot = v.slot
        and h.known_at = v.known_at
inner join {{ published('metric_facts') }} as f
    on
        v.cik = f.cik and v.accession = f.accession and v.source_kind = f.source_kind
        and v.document = f.document and v.fact_no = f.fact_no and v.fact_metric = f.metric
order by h.geography_basis, h.known_at, v.operand_no
