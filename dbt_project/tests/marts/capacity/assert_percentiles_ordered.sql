-- The 5th percentile is at most the median, and the median at most the 95th, in every mart of the simulation. The lower
-- end of a claim is at no higher percentile than its upper end.
{% set limited = ['units', 'units_logic', 'units_memory', 'units_packaging', 'dies'] -%}
{% set equivalents = ['units', 'h20e_by_compute', 'h20e_by_bandwidth', 'h20e_by_memory'] -%}
with
percentiles as (
    select
        scenario_id,
        year,
        unnest([{{ for_each(
            limited, "{'what': '[]', 'p5': []_p5, 'p50': []_p50, 'p95': []_p95}"
        ) }}], recursive := true)
    from {{ ref('accelerator_supply') }}

    union all

    select
        scenario_id,
        year,
        unnest([{{ for_each(
            equivalents, "{'what': '[]', 'p5': domestic_[]_p5, 'p50': domestic_[]_p50, 'p95': domestic_[]_p95}"
        ) }}], recursive := true)
    from {{ ref('substitution') }}

    union all

    select
        scenario_id,
        year,
        claim_id as what,
        simulated_units_p5 as p5,
        simulated_units_p50 as p50,
        simulated_units_p95 as p95
    from {{ ref('supply_checks') }}
)

select
    scenario_id,
    year,
    what
from percentiles
where p5 > p50 or p50 > p95

union all

select
    scenario_id,
    year,
    claim_id as what
from {{ ref('supply_checks') }}
where low_percentile_share > high_percentile_share
