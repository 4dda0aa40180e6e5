-- Two dies do at most twice what one of them does: no package has more performance for each die than the package of one
-- such die. Figures of two sources for one die, or operations with sparsity beside dense ones, would.
select
    c.chip_id,
    c.total_processing_performance,
    c.dies_per_package,
    o.total_processing_performance as performance_of_one_die
from {{ ref('int_chips') }} as c
inner join {{ ref('int_chip_packages') }} as p on c.chip_id = p.package_id
inner join {{ ref('int_chip_packages') }} as q on p.die_id = q.die_id and q.dies_per_package = 1
inner join {{ ref('int_chips') }} as o on q.package_id = o.chip_id
where
    c.dies_per_package > 1
    and c.total_processing_performance > c.dies_per_package * o.total_processing_performance
