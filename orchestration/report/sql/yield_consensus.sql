select
    foundry, node_class, scope, product, as_of, die_area_mm2, pooled_in, yield_low_share, yield_mid_share,
    yield_high_share, yield_on_666mm2_mid_share, source_count, is_in_conflict, null_reason
from capacity.yield_consensus
where is_current and foundry in ('SMIC', 'TSMC') and node_class in ('7nm', '5nm') and yield_mid_share is not null
order by foundry, node_class desc, scope, product
