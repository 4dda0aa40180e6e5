-- One row per claim and measure: which rule of claims.claim_measures takes which rows of the warehouse.
select
    check_id,
    claim_id,
    measure,
    role,
    string_split(tickers, ';') as tickers,
    case metric when 'china_revenue' then 'revenue' else metric end as metric,
    case metric when 'china_revenue' then 'CN' when 'rnd_expense' then 'total' end as geography,
    geography_basis,
    cast(fiscal_year_from as integer) as fiscal_year_from,
    cast(fiscal_year_to as integer) as fiscal_year_to,
    string_split(chip_ids, ';') as chip_ids,
    regime_id,
    scenario_id,
    foundry,
    node_class,
    string_split(product_classes, ';') as product_classes,
    capacity_metric,
    subject_id,
    of_claim_id,
    supply_scenario_id,
    words
from {{ ref('stg_reference__claim_checks') }}
