-- Grain: first figure of a company's total x way in which other figures that were known then give it: `periods`, the
-- parts of its fiscal year that add up to it, one of them of its own filing; `statement`, revenue as cost and gross
-- profit of its own filing; `fourth_quarter`, a year that grew as its nine months did, which is an estimate.
-- `held_count` of `tried_count` is how often a way held within rounding in earlier filings of the company.
with
known as (
    select *
    from {{ stated_values() }} as stated
    where geography = 'total'
),

first_values as (
    select *
    from {{ ref('int_first_values') }}
    where geography = 'total'
),

steps (fiscal_period_type, part_period_type, other_period_type, other_sign) as (
    values
    ('Q2', 'H1', 'Q1', -1), ('Q3', '9M', 'H1', -1), ('Q4', 'FY', '9M', -1), ('H1', 'Q2', 'Q1', 1),
    ('9M', 'Q3', 'H1', 1), ('FY', 'Q4', '9M', 1)
),

with_part as (
    select
        f.*,
        s.part_period_type,
        s.other_period_type,
        s.other_sign,
        p.value_usd as part_usd,
        p.tolerance_usd as part_tolerance_usd
    from first_values as f
    inner join steps as s on f.fiscal_period_type = s.fiscal_period_type
    inner join known as p
        on
            f.series_key = p.series_key and f.fiscal_year = p.fiscal_year and f.accession = p.accession
            and s.part_period_type = p.fiscal_period_type
),

by_periods as (
    select
        w.*,
        w.part_usd + w.other_sign * o.value_usd as recomputed_usd,
        w.tolerance_usd + w.part_tolerance_usd + o.tolerance_usd as allowed_usd,
        w.part_period_type || if(w.other_sign > 0, ' and ', ' less ') || w.other_period_type as way_text
    from with_part as w
    asof inner join known as o
        on
            w.series_key = o.series_key and w.fiscal_year = o.fiscal_year
            and w.other_period_type = o.fiscal_period_type and w.known_at >= o.known_at
),

identities (metric, part_metric, other_metric, other_sign) as (
    values
    ('revenue', 'cost_of_revenue', 'gross_profit', 1),
    ('gross_profit', 'revenue', 'cost_of_revenue', -1),
    ('cost_of_revenue', 'revenue', 'gross_profit', -1)
),

by_statement as (
    select
        f.*,
        p.value_usd + i.other_sign * o.value_usd as recomputed_usd,
        f.tolerance_usd + p.tolerance_usd + o.tolerance_usd as allowed_usd,
        replace(i.part_metric || if(i.other_sign > 0, ' and ', ' less ') || i.other_metric, '_', ' ') as way_text
    from first_values as f
    inner join identities as i on f.metric = i.metric
    inner join known as p
        on
            f.cik = p.cik and f.fiscal_year = p.fiscal_year and f.fiscal_period_type = p.fiscal_period_type
            and f.accession = p.accession and i.part_metric = p.metric
    inner join known as o
        on
            f.cik = o.cik and f.fiscal_year = o.fiscal_year and f.fiscal_period_type = o.fiscal_period_type
            and f.accession = o.accession and i.other_metric = o.metric
),

-- how the years of a company grew, and their nine months
growths as (
    select
        series_key,
        fiscal_year,
        fiscal_period_type,
        neighbour_usd,
        cast(value_usd as double) / cast(neighbour_usd as double) as growth
    from {{ ref('int_neighbouring_values') }}
    where
        fiscal_period_type in ('FY', '9M') and fiscal_period_type = neighbour_period_type
        and neighbour_year = fiscal_year - 1
),

by_nine_months as (
    select
        f.*,
        {{ usd('y.neighbour_usd * m.growth') }} as recomputed_usd,
        f.tolerance_usd as allowed_usd,
        'the year before, grown as the nine months did' as way_text
    from first_values as f
    inner join growths as y
        on
            f.series_key = y.series_key and f.fiscal_year = y.fiscal_year
            and f.fiscal_period_type = y.fiscal_period_type and y.fiscal_period_type = 'FY'
    inner join growths as m
        on f.series_key = m.series_key and f.fiscal_year = m.fiscal_year and m.fiscal_period_type = '9M'
    where m.growth > 0
),

ways as (
    select
        'periods' as way,
        * exclude (part_period_type, other_period_type, other_sign, part_usd, part_tolerance_usd)
    from by_periods

    union all by name

    select
        'statement' as way,
        *
    from by_statement

    union all by name

    select
        'fourth_quarter' as way,
        *
    from by_nine_months
)

select
    way,
    series_key,
    cik,
    series,
    fiscal_year,
    fiscal_period_type,
    accession,
    known_at,
    value_usd,
    allowed_usd,
    recomputed_usd,
    way_text,
    count(*) over earlier as tried_count,
    count(*) filter (where abs(value_usd - recomputed_usd) <= allowed_usd) over earlier as held_count
from ways
window earlier as (
    partition by series_key, way order by known_at range between unbounded preceding and interval 1 second preceding
)
