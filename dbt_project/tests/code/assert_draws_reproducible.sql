-- Named draws have the numbers that were computed outside the database. A number is the first 13 hexadecimal digits of
-- the MD5 of `seed|draw|name` as a whole number k, then (k + 0.5) / 2^52. The triangular distribution is tested on
-- worked cases: 0 to 4 with the mode at 1.
with
named as (
    select unnest([
        { 'seed': 1, 'draw': 1, 'name': 'die_yield', 'expected': 0.8131313238147181 },
        { 'seed': 1, 'draw': 2, 'name': 'die_yield', 'expected': 0.32627790943453394 },
        { 'seed': 1, 'draw': 1, 'name': 'process_learning', 'expected': 0.2203378367475256 },
        { 'seed': 1, 'draw': 10000, 'name': 'packages_per_year', 'expected': 0.6221710373472708 },
        { 'seed': 7, 'draw': 5, 'name': 'x', 'expected': 0.915645700467642 }
    ], recursive := true)
),

drawn as (
    select
        name,
        cast(expected as double) as expected,
        {{ uniform_draw('seed', 'draw', 'name') }} as u
    from named
),

shares as (
    select unnest([
        { 'u': 0, 'expected': 0 }, { 'u': 0.0625, 'expected': 0.5 }, { 'u': 0.25, 'expected': 1 },
        { 'u': 0.8125, 'expected': 2.5 }, { 'u': 1, 'expected': 4 }
    ], recursive := true)
),

distributions as (
    select
        {{ triangle('cast(0 as double)', 'cast(1 as double)', 'cast(4 as double)') }} as skewed,
        {{ triangle('5', '5', '5') }} as fixed
),

triangles as (
    select
        shares.u,
        cast(shares.expected as double) as expected,
        {{ triangular('cast(shares.u as double)', 'distributions.skewed') }} as x
    from shares
    cross join distributions
),

fixed as (
    select {{ triangular('0.3', 'fixed') }} as x
    from distributions
)

select
    name as what,
    u as found,
    expected
from drawn
where u != expected

union all

select
    'triangle at ' || u as what,
    x as found,
    expected
from triangles
where x != expected

union all

select
    'triangle without width' as what,
    x as found,
    5 as expected
from fixed
where x != 5
