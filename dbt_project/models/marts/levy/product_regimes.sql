-- Grain: chip x regime. Whether the chip is in the regime's scope, computed from its specifications, from when to when,
-- and does the regime apply (announced, in force, or superseded on a known day; struck, proposed and hypothetical ones
-- do not). Source and confidence are those of the weaker of the two that this rests on: the regime, and the chip's
-- specifications where they decide.
select
    p.chip_id,
    p.chip,
    p.vendor,
    c.total_processing_performance,
    c.memory_bandwidth_gb_per_s,
    p.regime_id,
    p.instrument,
    cast(p.rate_share as decimal(9, 6)) as rate_share,
    p.rate_is_least,
    p.base,
    p.status,
    p.applies,
    p.is_in_force,
    p.tickers,
    p.effective_from,
    p.effective_to,
    p.is_in_scope,
    p.scope_reason,
    c.source_id as specification_source_id,
    c.confidence as specification_confidence,
    p.source_id,
    p.confidence
from {{ ref('int_chip_regimes') }} as p
inner join {{ ref('int_chips') }} as c on p.chip_id = c.chip_id
order by p.chip_id, p.regime_id
