-- Grain: filing x series x fiscal period whose figure is not plausible, with the first rule that says so. The limits
-- are those of plausibility_limits.csv. A figure that a row of accepted_values.csv accepts is not here.
-- Decision: what is known only later is not used against a figure. A jump alone is no fault: it is one when every
-- neighbouring figure speaks against it and no other figure of the filing explains it, or when the filing's own
-- figures give another amount, which the neighbours fit.
with
limits as (
    select
        series,
        cast(max(value) filter (where rule = 'below_zero') as double) as below_zero,
        cast(max(value) filter (where rule = 'above_total') as double) as above_total,
        cast(max(value) filter (where rule = 'split_off_total') as double) as split_off_total,
        cast(max(value) filter (where rule = 'far_below_neighbours') as double) as far_below_neighbours,
        cast(max(value) filter (where rule = 'far_above_neighbours') as double) as far_above_neighbours,
        cast(max(value) filter (where rule = 'far_without_others') as double) as far_without_others,
        cast(max(value) filter (where rule = 'explained_share') as double) as explained_share,
        cast(max(value) filter (where rule = 'off_recomputed') as double) as off_recomputed,
        cast(max(value) filter (where rule = 'held_share') as double) as held_share,
        cast(max(value) filter (where rule = 'tried_count') as double) as tried_count,
        cast(max(value) filter (where rule = 'fits_better') as double) as fits_better,
        cast(max(value) filter (where rule = 'explained_off') as double) as explained_off,
        cast(max(value) filter (where rule = 'off_nine_months') as double) as off_nine_months
    from {{ ref('stg_reference__plausibility_limits') }}
    group by series
),

known as (
    select *
    from {{ stated_values() }} as stated
),

by_themselves as (
    select
        v.series_key,
        v.fiscal_year,
        v.fiscal_period_type,
        v.accession,
        case
            when v.value_usd < -l.below_zero * v.tolerance_usd then 'below_zero'
            when v.value_usd > l.above_total * t.value_usd + v.tolerance_usd + t.tolerance_usd then 'above_total'
            when
                v.split_status = 'unreconciled' and abs(v.split_difference_usd) > l.split_off_total * t.value_usd
                then 'split_off_total'
        end as rule,
        case rule
            when 'below_zero' then 'it is less than nothing'
            when 'above_total' then 'the revenue of the whole company is ' || t.value_usd
            when 'split_off_total'
                then
                    'the places of the filing and its revenue, ' || t.value_usd || ', differ by '
                    || v.split_difference_usd
        end as against
    from known as v
    inner join limits as l on v.series = l.series
    left join known as t
        on
            v.cik = t.cik and v.fiscal_year = t.fiscal_year and v.fiscal_period_type = t.fiscal_period_type
            and v.accession = t.accession and v.geography != 'total' and t.series = 'revenue'
),

beside_neighbours as (
    select
        n.series_key,
        n.fiscal_year,
        n.fiscal_period_type,
        n.accession,
        n.series,
        n.value_usd,
        max(n.neighbour_usd) as most_usd,
        min(n.neighbour_usd) as least_usd,
        count(*) as neighbour_count,
        count(n.explained_share) as explaining_count,
        max(n.explained_share) as explained_share,
        string_agg(
            n.neighbour_usd || ' in ' || n.neighbour_period_type || ' of ' || n.neighbour_year, ', '
            order by n.neighbour_year, n.neighbour_period_type
        ) as neighbours
    from {{ ref('int_neighbouring_values') }} as n
    -- what is wrong by itself speaks against no other figure
    anti join by_themselves as b
        on
            n.series_key = b.series_key and n.neighbour_year = b.fiscal_year
            and n.neighbour_period_type = b.fiscal_period_type and b.rule is not null
    group by n.series_key, n.fiscal_year, n.fiscal_period_type, n.accession, n.series, n.value_usd
),

far as (
    select
        b.series_key,
        b.fiscal_year,
        b.fiscal_period_type,
        b.accession,
        if(b.value_usd < b.least_usd, 'far_below_neighbours', 'far_above_neighbours') as rule,
        b.neighbours || if(
            b.explaining_count > 0, ', and no other figure of the filing changed so', ', and nothing else is known'
        ) as against
    from beside_neighbours as b
    inner join limits as l on b.series = l.series
    where
        case
            when b.explaining_count > 0
                then
                    b.explained_share < l.explained_share
                    and (
                        b.value_usd * l.far_below_neighbours < b.least_usd
                        or b.value_usd > l.far_above_neighbours * b.most_usd
                    )
            when b.series in ('rnd_expense', 'china_revenue') and b.value_usd = 0 then true
            -- a revenue below zero may be true where nothing says otherwise: an insurer's is
            else
                b.neighbour_count > 1 and b.value_usd >= 0
                and (
                    b.value_usd * l.far_without_others < b.least_usd
                    or b.value_usd > l.far_without_others * b.most_usd
                )
        end
),

-- how far, as a logarithm, the figure and the recomputed amount are from the nearest neighbour
distances as (
    select
        r.series_key,
        r.cik,
        r.fiscal_year,
        r.fiscal_period_type,
        r.accession,
        r.way,
        r.way_text,
        r.recomputed_usd,
        l.fits_better,
        min(abs(ln(cast(r.recomputed_usd as double) / cast(n.neighbour_usd as double)))) as recomputed_distance,
        min(
            case
                when r.value_usd > 0 then abs(ln(cast(r.value_usd as double) / cast(n.neighbour_usd as double)))
                else cast('inf' as double)
            end
        ) as distance
    from {{ ref('int_recomputed_values') }} as r
    inner join limits as l on r.series = l.series
    inner join {{ ref('int_neighbouring_values') }} as n
        on
            r.series_key = n.series_key and r.fiscal_year = n.fiscal_year
            and r.fiscal_period_type = n.fiscal_period_type
    where
        r.way != 'fourth_quarter' and r.tried_count >= l.tried_count and r.held_count >= l.held_share * r.tried_count
        and r.recomputed_usd > 0
        and abs(r.value_usd - r.recomputed_usd) > greatest(r.allowed_usd, l.off_recomputed * abs(r.value_usd))
    group by all
),

-- of the figures that contradict each other, the one that the other amount would improve most
off_ways as (
    select *
    from distances
    where distance > recomputed_distance + ln(fits_better)
    qualify row_number() over (
        partition by cik, accession, fiscal_year, way, if(way = 'statement', fiscal_period_type, series_key)
        order by distance - recomputed_distance desc, series_key asc, fiscal_period_type asc
    ) = 1
),

off_recomputed as (
    select
        o.series_key,
        o.fiscal_year,
        o.fiscal_period_type,
        o.accession,
        'off_recomputed' as rule,
        o.recomputed_usd || ' by ' || o.way_text || ', which fits the neighbouring periods' as against
    from off_ways as o
    -- what the statement is recomputed from is itself wrong
    anti join off_ways as p
        on
            o.way = 'statement' and p.way = 'periods' and o.cik = p.cik and o.accession = p.accession
            and o.fiscal_year = p.fiscal_year and o.fiscal_period_type = p.fiscal_period_type
            and o.series_key != p.series_key
),

-- an estimate: a year is far from it unless revenue is, too
off_nine_months as (
    select
        r.series_key,
        r.fiscal_year,
        r.fiscal_period_type,
        r.accession,
        'off_nine_months' as rule,
        'about ' || r.recomputed_usd || ' by ' || r.way_text as against
    from {{ ref('int_recomputed_values') }} as r
    inner join limits as l on r.series = l.series
    left join {{ ref('int_recomputed_values') }} as v
        on
            r.cik = v.cik and r.fiscal_year = v.fiscal_year and r.way = v.way and v.series = 'revenue'
            and least(v.value_usd, v.recomputed_usd) > 0
    where
        r.way = 'fourth_quarter' and least(r.value_usd, r.recomputed_usd) > 0
        and abs(r.value_usd - r.recomputed_usd) > r.allowed_usd
        and greatest(r.value_usd / r.recomputed_usd, r.recomputed_usd / r.value_usd) > l.off_nine_months
        and coalesce(
            {{ growth_quotient('v.value_usd', 'v.recomputed_usd', 'r.value_usd', 'r.recomputed_usd') }}, 0
        ) < l.explained_off
),

found as (
    select
        1 as rule_order,
        *
    from by_themselves
    where rule is not null

    union all

    select
        2 as rule_order,
        *
    from off_recomputed

    union all

    select
        3 as rule_order,
        *
    from far

    union all

    select
        4 as rule_order,
        *
    from off_nine_months
)

select
    v.series_key,
    v.cik,
    v.metric,
    v.geography,
    v.geography_basis,
    v.fiscal_year,
    v.fiscal_period_type,
    v.accession,
    v.form,
    v.known_at,
    v.source_kind,
    v.document,
    v.fact_no,
    v.value_usd,
    f.rule,
    f.against
from found as f
inner join known as v
    on
        f.series_key = v.series_key and f.fiscal_year = v.fiscal_year
        and f.fiscal_period_type = v.fiscal_period_type and f.accession = v.accession
-- a place is not wrong because the total is
left join known as t
    on
        f.rule = 'above_total' and v.cik = t.cik and v.fiscal_year = t.fiscal_year
        and v.fiscal_period_type = t.fiscal_period_type and v.accession = t.accession and t.series = 'revenue'
anti join found as w
    on
        t.series_key = w.series_key and t.fiscal_year = w.fiscal_year
        and t.fiscal_period_type = w.fiscal_period_type and t.accession = w.accession
anti join {{ ref('stg_reference__accepted_values') }} as a
    on
        v.cik = a.cik and v.accession = a.accession and v.metric = a.metric and v.geography = a.geography
        and v.period_end = a.period_end and v.value_usd = a.value_usd
qualify row_number() over (
    partition by v.series_key, v.fiscal_year, v.fiscal_period_type, v.accession order by f.rule_order, f.against
) = 1
