-- Yields, defect densities and dies per wafer match cases worked by hand and published ones, to the digits in which
-- they are given. Worked by hand: one defect per die (100 mm2, 1 per cm2) gives exp(-1), (1 - exp(-1))^2, 1/2 and
-- 27/64; 225 pi / 1 less 15 pi sqrt(2) dies of 100 mm2 fit on a wafer. The others: accelerator dies at claimed yields,
-- TSMC's densities on other dies, and a test chip. Their defect densities have three digits, dies one and yields three.
with
forward as (
    select worked.*
    from (
        values
        ('poisson', 1, 100, 0.367879, 6),
        ('murphy', 1, 100, 0.399576, 6),
        ('seeds', 1, 100, 0.5, 6),
        ('negative_binomial', 1, 100, 0.421875, 6),
        ('poisson', 0, 666, 1, 6),
        ('murphy', 0, 666, 1, 6),
        ('seeds', 0, 666, 1, 6),
        ('negative_binomial', 0, 666, 1, 6),
        ('poisson', 0.09, 665.61, 0.549, 3),
        ('murphy', 0.09, 665.61, 0.566, 3),
        ('seeds', 0.09, 665.61, 0.625, 3),
        ('negative_binomial', 0.09, 665.61, 0.579, 3),
        ('poisson', 0.09, 100, 0.914, 3),
        ('poisson', 0.09, 814, 0.481, 3),
        ('poisson', 0.105, 814, 0.425, 3),
        ('murphy', 0.105, 814, 0.452, 3),
        ('seeds', 0.105, 814, 0.539, 3),
        ('negative_binomial', 0.105, 814, 0.471, 3),
        ('poisson', 0.105, 100, 0.900, 3),
        ('murphy', 0.105, 100, 0.901, 3),
        ('seeds', 0.105, 100, 0.905, 3),
        ('negative_binomial', 0.105, 100, 0.902, 3)
    ) as worked (yield_model, d0, area_mm2, expected, digits)
),

inverse as (
    select worked.*
    from (
        values
        (0.2, 665.61, 0.242, 0.286, 0.601, 0.320, 0.785, 0.140),
        (0.3, 665.61, 0.181, 0.204, 0.351, 0.223, 0.835, 0.229),
        (0.4, 665.61, 0.138, 0.150, 0.225, 0.161, 0.871, 0.326),
        (0.5, 665.61, 0.104, 0.111, 0.150, 0.117, 0.901, 0.428),
        (0.6, 814, 0.063, 0.066, 0.082, 0.068, 0.939, 0.600),
        (0.8, 17.92, 1.245, 1.269, 1.395, 1.293, 0.288, 0.000)
    ) as worked (yield_share, area_mm2, poisson, murphy, seeds, negative_binomial, poisson_on_100, poisson_on_814)
),

dies as (
    select worked.*
    from (
        values
        (665.61, 80.4, 0.2, 16.1),
        (665.61, 80.4, 0.3, 24.1),
        (665.61, 80.4, 0.4, 32.1),
        (665.61, 80.4, 0.5, 40.2),
        (814, 63.5, 0.6, 38.1),
        (17.92, 3787.1, 0.8, 3029.7),
        (665.61, 80.4, exp(-0.09 * 6.6561), 44.1),
        (814, 63.5, exp(-0.105 * 8.14), 27.0),
        (100, 640.2, exp(-0.105), 576.4)
    ) as worked (area_mm2, dies, yield_share, good_dies)
),

expected_densities as (
    unpivot inverse
    on poisson, murphy, seeds, negative_binomial
    into name yield_model value expected
),

compared as (
    select
        yield_model || ' yield at ' || d0 || ' on ' || area_mm2 as what,
        expected,
        round({{ yield_by_model('yield_model', 'd0', 'area_mm2') }}, digits) as found
    from forward

    union all

    select
        yield_model || ' density at ' || yield_share || ' on ' || area_mm2 as what,
        expected,
        round({{ defect_density_by_model('yield_model', 'yield_share', 'area_mm2') }}, 3) as found
    from expected_densities

    union all

    select
        'poisson yield carried from ' || area_mm2 || ' to 100' as what,
        poisson_on_100 as expected,
        round({{ yield_poisson(defect_density_poisson('yield_share', 'area_mm2'), 100) }}, 3) as found
    from inverse

    union all

    select
        'poisson yield carried from ' || area_mm2 || ' to 814' as what,
        poisson_on_814 as expected,
        round({{ yield_poisson(defect_density_poisson('yield_share', 'area_mm2'), 814) }}, 3) as found
    from inverse

    union all

    select
        'dies of ' || area_mm2 || ' mm2' as what,
        dies as expected,
        round({{ dies_per_wafer('area_mm2') }}, 1) as found
    from dies

    union all

    select
        'good dies of ' || area_mm2 || ' mm2' as what,
        good_dies as expected,
        round({{ dies_per_wafer('area_mm2') }} * yield_share, 1) as found
    from dies

    union all

    select
        'dies of 100 mm2 by hand' as what,
        225 * pi() - 15 * pi() * sqrt(2) as expected,
        {{ dies_per_wafer(100) }} as found

    union all

    -- an edge of 3 mm and a lane of 0.1 mm: 294 mm across, a pitch of 10.1 mm
    select
        'dies of 100 mm2 with edge and lane by hand' as what,
        pi() * 147 * 147 / 102.01 - pi() * 294 / (sqrt(2) * 10.1) as expected,
        {{ dies_per_wafer(100, 300, 3, 0.1) }} as found
)

select *
from compared
where found is null or abs(found - expected) > 1e-9
