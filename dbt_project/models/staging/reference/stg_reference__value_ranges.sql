-- Grain: range of some columns of a curated table, for all of its rows or one kind of them.
from {{ source('reference', 'value_ranges') }}
