-- Every claim of a simulated year about units, dies, domestic stacks or revenue of the maker is set beside the
-- simulation, in every scenario.
with
claims as (
    select
        claim_id,
        year
    from {{ ref('capacity_evidence') }}
    where
        kind not in ('derived', 'not_found') and stands_for is not null
        and (
            (
                metric in ('accelerator_output', 'logic_dies_output')
                and subject_id in ('ascend_910_series', 'ascend_910b', 'ascend_910c', 'ascend_950pr')
            )
            or (metric = 'chip_revenue' and subject_id = 'huawei')
            or (metric = 'hbm_stacks_output' and subject_id = 'cxmt_hbm')
        )
)

select
    s.scenario_id,
    c.claim_id
from claims as c
inner join {{ ref('accelerator_supply') }} as s on c.year = s.year
anti join {{ ref('supply_checks') }} as k on s.scenario_id = k.scenario_id and c.claim_id = k.claim_id
