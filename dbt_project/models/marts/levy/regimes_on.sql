-- The regimes that a product falls under on a day: chips in scope of regimes that apply and have begun and not ended.
{{ config(materialized='table_macro', parameters=['day'], contract={'enforced': false}) }}
select
    chip_id,
    chip,
    regime_id,
    instrument,
    rate_share,
    base,
    status,
    tickers,
    effective_from,
    effective_to,
    scope_reason,
    confidence
from {{ published('product_regimes') }}
where
    applies and is_in_scope and effective_from <= cast(day as date)
    and (effective_to is null or effective_to >= cast(day as date))
order by chip_id, regime_id
