-- Grain: claim x measure.
select
    check_id,
    claim_id,
    measure,
    role,
    tickers,
    metric,
    geography_basis,
    fiscal_year_from,
    fiscal_year_to,
    chip_ids,
    regime_id,
    scenario_id,
    foundry,
    node_class,
    product_classes,
    capacity_metric,
    subject_id,
    words
from {{ source('reference', 'claim_checks') }}
