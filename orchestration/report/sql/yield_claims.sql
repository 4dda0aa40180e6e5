select
    claim_id, foundry, node_class, product, kind, counted, die_area_mm2, yield_low_share, yield_mid_share,
    yield_high_share, yield_on_666mm2_low_share, yield_on_666mm2_mid_share, yield_on_666mm2_high_share,
    yield_on_100mm2_low_share, yield_on_100mm2_mid_share, yield_on_100mm2_high_share,
    d0_low_per_cm2, d0_mid_per_cm2, d0_high_per_cm2, counts_in_consensus, normalisation_reason, exclusion_reason,
    claimant, reliability, known_on, source_id, source_title, source_url
from capacity.yield_evidence
where
    foundry in ('SMIC', 'TSMC') and node_class in ('7nm', '5nm')
    and (yield_low_share is not null or yield_on_666mm2_low_share is not null)
order by foundry, node_class desc, kind = 'article' desc, known_on, claim_id
