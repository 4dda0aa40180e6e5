-- Grain: segment x company.
from {{ source('reference', 'supply_chain_exposure') }}
