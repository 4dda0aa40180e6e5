-- Grain: package.
select
    package_id,
    package,
    vendor,
    die_id,
    dies_per_package,
    hbm_gb,
    hbm_stacks,
    note,
    source_id,
    confidence
from {{ source('reference', 'chip_packages') }}
