-- Good dies are at most dies per wafer, and dies at most wafer area over die area. Tested on the formula, with and
-- without edge and scribe lane, and on every row of capacity.die_economics.
with
areas as (
    select unnest([1, 17.92, 100, 456.25, 665.61, 814, 1600, 40000, 80000]) as area_mm2
),

formula as (
    select
        area_mm2,
        {{ dies_per_wafer('area_mm2') }} as dies,
        {{ dies_per_wafer('area_mm2', 300, 3, 0.1) }} as fewer_dies,
        {{ area_ratio('area_mm2') }} as area_ratio
    from areas
)

select
    'formula' as part,
    cast(area_mm2 as varchar) as what
from formula
where not (0 <= fewer_dies and fewer_dies <= dies and dies <= area_ratio)

union all

select
    foundry as part,
    die_id as what
from {{ ref('die_economics') }}
where
    not (dies_per_wafer_low <= dies_per_wafer and dies_per_wafer <= area_ratio)
    or good_dies_per_wafer_low > dies_per_wafer_low
    or good_dies_per_wafer_mid > dies_per_wafer
    or good_dies_per_wafer_high > dies_per_wafer
    or analyst_dies_per_wafer > area_ratio
