-- Grain: company x geography basis. The rank of China by revenue among the places of its newest annual report, and of
-- the year before in the same report. Decision: a rank changes when two places are swapped, which changes no sum; it
-- also changes truly, so it withholds nothing and is reported.
with
places as (
    select
        cik,
        geography_basis,
        accession,
        known_at,
        period_end,
        geography,
        first(value_usd order by {{ precision_rank('decimals') }} desc, fact_no asc) as value_usd
    from {{ ref('int_metric_facts') }}
    where
        metric = 'revenue' and is_annual_report and period_days between 350 and 380
        and geography not in ('total', 'region', 'combined', 'excluded_china', 'residual', 'unmapped')
        and geography_basis not in ('segment', 'unknown')
    group by cik, geography_basis, accession, known_at, period_end, geography
),

ranked as (
    select
        *,
        rank() over of_year as place_rank,
        count(*) over (partition by cik, geography_basis, accession, period_end) as place_count,
        dense_rank() over (partition by cik, geography_basis order by known_at desc, accession desc) as report_no
    from places
    window of_year as (partition by cik, geography_basis, accession, period_end order by value_usd desc)
),

of_china as (
    select
        *,
        lag(place_rank) over of_report as rank_before,
        lag(value_usd) over of_report as value_before_usd,
        row_number() over (partition by cik, geography_basis, accession order by period_end desc) as year_no
    from ranked
    where geography = 'CN' and report_no = 1 and place_count > 1
    window of_report as (partition by cik, geography_basis, accession order by period_end)
)

select
    cik,
    geography_basis,
    accession,
    known_at,
    period_end,
    cast(place_count as integer) as place_count,
    cast(place_rank as integer) as china_rank,
    cast(rank_before as integer) as china_rank_before,
    value_usd as china_revenue_usd,
    value_before_usd as china_revenue_before_usd
from of_china
where year_no = 1
