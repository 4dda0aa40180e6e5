-- A measure of a claim has the figure of the row that it names, and what was found on a claim is within its measures.
with
given as (
    select
        'regime_rate' as measure,
        regime_id as part,
        rate_share as low,
        rate_share as high
    from {{ ref('regimes') }}

    union all

    select
        'yield_estimate' as measure,
        claim_id as part,
        coalesce(low_share, point_share) as low,
        coalesce(high_share, point_share) as high
    from {{ ref('yield_evidence') }}

    union all

    select
        'capacity_estimate' as measure,
        claim_id as part,
        coalesce(value_low, value_point, value_high) as low,
        coalesce(value_high, value_point, value_low) as high
    from {{ ref('capacity_evidence') }}

    union all

    select
        'finding' as measure,
        evidence_id as part,
        low,
        high
    from {{ ref('int_claim_evidence') }}

    union all

    select distinct
        'chip_performance' as measure,
        chip_id as part,
        total_processing_performance / 16 as low,
        total_processing_performance / 16 as high
    from {{ ref('product_regimes') }}
    where total_processing_performance is not null
),

filed as (
    select
        m.*,
        cast(h.value_usd as decimal(22, 2))
        * if(m.measure = 'levy_on_china_revenue', s.rate_share, cast(1 as decimal(9, 6))) as filed_value
    from {{ ref('claim_measures') }} as m
    inner join {{ ref('int_claim_checks') }} as k on m.check_id = k.check_id
    left join {{ ref('scenarios') }} as s on k.scenario_id = s.scenario_id
    left join {{ ref('value_history') }} as h
        on
            k.metric = h.metric and k.geography = h.geography and list_contains(k.tickers, h.ticker)
            and m.part = 'FY' || h.fiscal_year and h.slot = 'FY'
            and m.accession = h.accession and cast(h.known_at as date) = m.known_on
            and contains(m.evidence_where, ' geography_basis = ''' || h.geography_basis || ''' ')
    where m.measure in ('reported_value', 'levy_on_china_revenue')
),

sold as (
    select sum(licensed_revenue_high_usd) as high
    from {{ ref('licensed_revenue') }}
)

select
    m.claim_id,
    m.check_id,
    m.part,
    m.found_low,
    m.found_high,
    g.low as expected_low,
    g.high as expected_high
from {{ ref('claim_measures') }} as m
left join given as g on m.measure = g.measure and m.part = g.part
where
    m.measure in ('regime_rate', 'yield_estimate', 'capacity_estimate', 'finding', 'chip_performance')
    and (
        g.part is null
        or m.found_low is distinct from cast(g.low as decimal(28, 6))
        or m.found_high is distinct from cast(g.high as decimal(28, 6))
    )

union all

select
    claim_id,
    check_id,
    part,
    found_low,
    found_high,
    filed_value as expected_low,
    filed_value as expected_high
from filed
where
    filed_value is null
    or abs(found_value - filed_value) > 0.01
    or filed_value < found_low
    or filed_value > found_high

union all

select
    m.claim_id,
    m.check_id,
    m.part,
    m.found_low,
    m.found_high,
    0 as expected_low,
    l.high as expected_high
from {{ ref('claim_measures') }} as m
cross join sold as l
where
    m.measure in ('product_sales', 'licensed_sales', 'levy_of_first_year')
    and (m.found_low < 0 or m.found_high > l.high)

union all

select
    a.claim_id,
    'all' as check_id,
    'all' as part,
    a.found_low,
    a.found_high,
    min(m.found_low) as expected_low,
    max(m.found_high) as expected_high
from {{ ref('article_claims') }} as a
left join {{ ref('claim_measures') }} as m on a.claim_id = m.claim_id
group by a.claim_id, a.found_low, a.found_high, a.found_value
having
    a.found_low is not null
    and (
        a.found_low < min(m.found_low) or a.found_high > max(m.found_high)
        or a.found_value not between a.found_low and a.found_high
        or not list_contains(list(m.found_low), a.found_low)
    )
