-- Grain: difference between figures that should agree. Differences are listed, not averaged: quarters that do not add
-- up to their year (of its own concept or of another), splits by place that do not add up to total revenue, facts of
-- one filing that disagree, filings of one moment that do, concepts of one filing that give another total than the
-- one that was chosen, and totals that were set aside. Only what exceeds rounding is here.
with
quarters as (
    select
        y.cik,
        y.metric,
        y.geography,
        y.geography_basis,
        y.fiscal_year,
        y.version,
        y.accession,
        sum(q.value_usd) as quarters_usd,
        any_value(y.value_usd) as year_usd,
        bool_and(y.concept = q.concept) as is_one_concept,
        sum(q.tolerance_usd) + any_value(y.tolerance_usd) as tolerance_usd
    from {{ ref('int_period_values') }} as y
    inner join {{ ref('int_period_values') }} as q
        on
            y.cik = q.cik and y.metric = q.metric and y.geography = q.geography
            and y.geography_basis = q.geography_basis and y.fiscal_year = q.fiscal_year and y.version = q.version
            and y.geography_scope is not distinct from q.geography_scope
    where y.fiscal_period_type = 'FY' and q.fiscal_quarter is not null and y.value_usd is not null
    group by y.cik, y.metric, y.geography, y.geography_basis, y.fiscal_year, y.version, y.accession
    having count(q.value_usd) = 4
),

found as (
    select
        if(is_one_concept, 'quarters_do_not_add_up', 'quarters_of_another_concept') as difference_kind,
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        'FY' as slot,
        accession,
        quarters_usd as left_usd,
        year_usd as right_usd,
        tolerance_usd,
        version || ': the four quarters against the year' as what_differs
    from quarters
    where abs(quarters_usd - year_usd) > tolerance_usd

    union all

    select
        'split_does_not_add_up' as difference_kind,
        s.cik,
        'revenue' as metric,
        'all_members' as geography,
        s.geography_basis,
        p.fiscal_year,
        p.fiscal_period_type as slot,
        s.accession,
        s.members_usd as left_usd,
        s.total_usd as right_usd,
        s.tolerance_usd,
        s.concept || ': ' || s.member_count || ' places against total revenue' as what_differs
    from {{ ref('int_splits') }} as s
    left join {{ ref('int_fiscal_periods') }} as p
        on s.cik = p.cik and s.period_start = p.period_start and s.period_end = p.period_end
    where s.split_status = 'unreconciled'

    union all

    select
        'facts_disagree' as difference_kind,
        r.cik,
        r.metric,
        r.geography,
        r.geography_basis,
        p.fiscal_year,
        p.fiscal_period_type as slot,
        r.accession,
        r.least_usd as left_usd,
        r.most_usd as right_usd,
        cast(null as decimal(18, 2)) as tolerance_usd,
        r.fact_count || ' facts of ' || r.concept || ' for the days to ' || r.period_end as what_differs
    from {{ ref('int_reported_values') }} as r
    left join {{ ref('int_fiscal_periods') }} as p
        on r.cik = p.cik and r.period_start = p.period_start and r.period_end = p.period_end
    where r.facts_disagree

    union all

    select
        'filings_disagree' as difference_kind,
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        fiscal_period_type as slot,
        min(accession) as accession,
        min(stated_usd) as left_usd,
        max(stated_usd) as right_usd,
        cast(null as decimal(18, 2)) as tolerance_usd,
        string_agg(distinct accession, ' and ' order by accession) || ', accepted at ' || known_at as what_differs
    from {{ ref('int_filing_values') }}
    where filings_disagree
    group by cik, metric, geography, geography_basis, fiscal_year, fiscal_period_type, known_at

    union all

    select
        'concepts_disagree' as difference_kind,
        v.cik,
        v.metric,
        v.geography,
        v.geography_basis,
        p.fiscal_year,
        p.fiscal_period_type as slot,
        r.accession,
        v.value_usd as left_usd,
        r.value_usd as right_usd,
        {{ half_unit('v.value_usd', 'v.decimals') }} + {{ half_unit('r.value_usd', 'r.decimals') }} as tolerance_usd,
        v.concept || ' against ' || r.concept || ', which was chosen: ' || r.chosen_because as what_differs
    from {{ ref('int_period_values') }} as y
    inner join {{ ref('int_reported_values') }} as r
        on
            y.cik = r.cik and y.accession = r.accession and y.metric = r.metric and y.geography = r.geography
            and y.period_start = r.period_start and y.period_end = r.period_end
    inner join {{ ref('int_concept_values') }} as v
        on
            r.cik = v.cik and r.accession = v.accession and r.metric = v.metric and r.geography = v.geography
            and r.period_start = v.period_start and r.period_end = v.period_end
            and not list_contains(r.concepts, v.concept)
    inner join {{ ref('int_fiscal_periods') }} as p
        on r.cik = p.cik and r.period_start = p.period_start and r.period_end = p.period_end
    where y.geography = 'total' and y.version = 'latest' and y.fiscal_period_type = 'FY' and y.derivation = 'reported'

    union all

    select
        'total_set_aside' as difference_kind,
        f.cik,
        f.metric,
        f.geography,
        f.geography_basis,
        f.fiscal_year,
        f.fiscal_period_type as slot,
        f.accession,
        f.stated_usd as left_usd,
        y.value_usd as right_usd,
        f.tolerance_usd,
        f.concept || ' gives less than half of what an earlier filing gives under another concept' as what_differs
    from {{ ref('int_filing_values') }} as f
    inner join {{ ref('int_period_values') }} as y
        on
            f.cik = y.cik and f.metric = y.metric and f.geography = y.geography and f.fiscal_year = y.fiscal_year
            and f.fiscal_period_type = y.fiscal_period_type and y.version = 'latest'
    where f.is_set_aside
)

select
    f.difference_kind,
    c.ticker,
    f.cik,
    f.metric,
    f.geography,
    f.geography_basis,
    f.fiscal_year,
    f.slot,
    {{ usd('f.left_usd') }} as left_usd,
    {{ usd('f.right_usd') }} as right_usd,
    {{ usd('f.left_usd - f.right_usd') }} as difference_usd,
    {{ usd('f.tolerance_usd') }} as tolerance_usd,
    f.what_differs,
    f.accession
from found as f
inner join {{ ref('int_companies') }} as c on f.cik = c.cik
order by
    f.difference_kind, c.ticker, f.fiscal_year, f.slot, f.metric, f.geography, f.geography_basis, f.what_differs,
    f.accession
