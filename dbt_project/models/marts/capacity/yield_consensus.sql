-- Grain: foundry x generation of process x scope x product x as-of day. What the claims that count make of a yield,
-- pooled by the rule of macro yield_consensus_rows: low, middle, high, how many sources, how far they disagree, and how
-- far the middle moves when any one of them is left out. Decision: as-of days are those on which some claim
-- became known, and the day on which the claims were last read; any other day can be asked of
-- capacity.yield_consensus_on.
-- The query is macro yield_consensus_rows in macros/rows/yield_consensus.sql, since capacity.yield_consensus_on asks
-- it of any other day.
with
days as (
    select known_on as as_of
    from {{ ref('yield_evidence') }}

    union

    select accessed as as_of
    from {{ ref('int_reference_dates') }}
    where name = 'yield_estimates.csv'
),

consensus as (
    {{ yield_consensus_rows(ref('yield_evidence'), ref('yield_normalised'), 'days') }}
)

select
    *,
    as_of = max(as_of) over () as is_current
from consensus
order by foundry, node_class, scope, product, as_of
