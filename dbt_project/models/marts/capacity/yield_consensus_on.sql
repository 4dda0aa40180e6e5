-- capacity.yield_consensus as known at the end of any day: `from capacity.yield_consensus_on('2025-08-31')`.
{{ config(materialized='table_macro', parameters=['day'], contract={'enforced': false}) }}
with
days as (
    select cast(day as date) as as_of
)

{{ yield_consensus_rows(published('yield_evidence'), published('yield_normalised'), 'days') }}
order by r.foundry, r.node_class, r.scope, r.product
