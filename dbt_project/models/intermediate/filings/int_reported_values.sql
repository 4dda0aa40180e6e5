-- One row per filing, series and period: what that filing says. Decision: which of several concepts is the total
-- follows from what the filing says under each, over all periods that it gives under more than one. A concept of which
-- most figures are zero, negative or below half of another's is a part, and never the total. Then comes a concept of
-- which most figures fit the income statement (revenue less its cost is gross profit), then the priority of the rule.
-- A rule for one filer settles the matter. Of a place, the concept of the total is used if it gives the place.
with
totals as (
    select
        *,
        max(value_usd) over same_period as largest_usd,
        count(distinct concept) over same_period as concept_count
    from {{ ref('int_concept_values') }}
    where geography = 'total' and value_usd is not null
    window same_period as (partition by cik, accession, metric, period_start, period_end)
),

fitting as (
    select
        r.cik,
        r.accession,
        r.period_start,
        r.period_end,
        r.concept as revenue_concept,
        c.concept as cost_concept
    from totals as r
    inner join totals as c
        on
            r.cik = c.cik and r.accession = c.accession and r.period_start = c.period_start
            and r.period_end = c.period_end and c.metric = 'cost_of_revenue'
    inner join totals as g
        on
            r.cik = g.cik and r.accession = g.accession and r.period_start = g.period_start
            and r.period_end = g.period_end and g.metric = 'gross_profit'
    where
        r.metric = 'revenue' and r.value_usd > 0
        and abs(r.value_usd - c.value_usd - g.value_usd)
        <= {{ half_unit('r.value_usd', 'r.decimals') }} + {{ half_unit('c.value_usd', 'c.decimals') }}
        + {{ half_unit('g.value_usd', 'g.decimals') }}
),

fits as (
    select distinct
        cik,
        accession,
        period_start,
        period_end,
        unnest([revenue_concept, cost_concept]) as concept
    from fitting
),

standing as (
    select
        t.cik,
        t.accession,
        t.metric,
        t.concept,
        count(*) filter (where t.concept_count > 1) as shared_count,
        count(
            case
                when t.concept_count > 1 and t.largest_usd > 0 and {{ is_part_of('t.value_usd', 't.largest_usd') }}
                    then 1
            end
        ) as part_count,
        count(f.concept) filter (where t.concept_count > 1) as fit_count,
        bool_or(t.is_of_one_filer) as is_settled
    from totals as t
    left join fits as f
        on
            t.cik = f.cik and t.accession = f.accession and t.concept = f.concept
            and t.period_start = f.period_start and t.period_end = f.period_end
    group by t.cik, t.accession, t.metric, t.concept
),

candidates as (
    select
        v.*,
        coalesce(s.is_settled, false) as is_settled,
        coalesce(2 * s.part_count > s.shared_count and not s.is_settled, false) as is_part,
        coalesce(2 * s.fit_count > s.shared_count, false) as is_fitting
    from {{ ref('int_concept_values') }} as v
    left join standing as s
        on v.cik = s.cik and v.accession = s.accession and v.metric = s.metric and v.concept = s.concept
),

chosen as (
    select *
    from candidates
    where not (geography = 'total' and is_part)
    qualify row_number() over (
        partition by cik, accession, metric, geography, geography_basis, period_start, period_end
        order by
            scope_rank asc, is_settled desc, is_part asc, (geography = 'total' and coalesce(value_usd <= 0, false)) asc,
            is_fitting desc, concept_priority asc, dimension_count asc, concept asc
    ) = 1
),

under_one_value as (
    select
        c.cik,
        c.accession,
        c.metric,
        c.geography,
        c.geography_basis,
        c.period_start,
        c.period_end,
        list(distinct v.concept order by v.concept) as concepts
    from chosen as c
    inner join {{ ref('int_concept_values') }} as v
        on
            c.cik = v.cik and c.accession = v.accession and c.metric = v.metric and c.geography = v.geography
            and c.geography_basis = v.geography_basis and c.scope_rank = v.scope_rank
            and c.period_start = v.period_start and c.period_end = v.period_end
            and abs(c.value_usd - v.value_usd)
            <= greatest({{ half_unit('c.value_usd', 'c.decimals') }}, {{ half_unit('v.value_usd', 'v.decimals') }})
    group by all
)

select
    c.cik,
    c.accession,
    c.form,
    c.known_at,
    c.report_date,
    c.is_annual_report,
    c.metric,
    c.geography,
    c.geography_basis,
    c.period_start,
    c.period_end,
    c.period_days,
    c.concept,
    coalesce(u.concepts, [c.concept]) as concepts,
    case
        when c.is_settled then 'a rule for this filer says so'
        when c.is_fitting then 'with its cost and gross profit it adds up'
        else 'no part of another by most of the figures of the filing, and first by the rules of metric_concepts.csv'
    end as chosen_because,
    c.geography_scope,
    c.geography_member,
    c.source_kind,
    c.document,
    c.fact_no,
    c.decimals,
    c.least_usd,
    c.most_usd,
    c.facts_disagree,
    c.value_usd,
    c.fact_count
from chosen as c
left join under_one_value as u
    on
        c.cik = u.cik and c.accession = u.accession and c.metric = u.metric and c.geography = u.geography
        and c.geography_basis = u.geography_basis and c.period_start = u.period_start and c.period_end = u.period_end
