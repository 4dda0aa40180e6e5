-- A claim without a known die area has no defect density but a reason, and is in no comparison of densities. A claim is
-- normalised exactly when it gives a defect density, or a figure and a die of known area (and the dies per package,
-- where it counts packages).
with
normalised as (
    select
        claim_id,
        count(*) as row_count
    from {{ ref('yield_normalised') }}
    group by claim_id
),

compared as (
    select distinct unnest([claim_id, other_claim_id]) as claim_id
    from {{ ref('yield_conflicts') }}
    where compared_in = 'defect_density'
)

select
    e.claim_id,
    e.normalisation_reason
from {{ ref('yield_evidence') }} as e
left join normalised as n on e.claim_id = n.claim_id
left join compared as c on e.claim_id = c.claim_id
where
    (e.normalisation_reason is null) != (n.row_count is not null)
    or (e.normalisation_reason is null and e.counted != 'defect_density' and e.die_area_mm2 is null)
    or (e.normalisation_reason is not null and c.claim_id is not null)
    or (
        e.normalisation_reason is not null and e.die_area_mm2 is not null and e.yield_low_share is not null
        and (e.counted != 'good_packages' or e.dies_per_package is not null)
    )
