-- One row per filing, series, period and concept: what that filing says under that concept. A series is company,
-- metric, place and geography basis. Decision: of repeated facts the most precise is used, and when repeated facts
-- differ by more than their rounding (no amount is within half a digit of each) the value is withheld.
with
series_facts as (
    select
        f.*,
        case f.geography_scope
            when 'including_hong_kong' then 1
            when 'including_hong_kong_and_macau' then 2
            when 'unspecified' then 3
            when 'mainland' then 4
            when 'greater_china' then 5
            else 9
        end as scope_rank,
        {{ precision_rank('f.decimals') }} as precision_rank,
        {{ rounding_tolerance('f.decimals') }} as tolerance
    from {{ ref('int_metric_facts') }} as f
    where f.geography in ('total', 'CN')
)

select
    cik,
    accession,
    max(form) as form,
    max(known_at) as known_at,
    max(report_date) as report_date,
    bool_or(is_annual_report) as is_annual_report,
    metric,
    geography,
    geography_basis,
    scope_rank,
    dimension_count,
    period_start,
    period_end,
    any_value(period_days) as period_days,
    concept,
    concept_priority,
    is_of_one_filer,
    first(geography_scope order by scope_rank) as geography_scope,
    first(geography_member order by geography_member) as geography_member,
    first(source_kind order by precision_rank desc, source_kind asc, document asc, fact_no asc) as source_kind,
    first(document order by precision_rank desc, source_kind asc, document asc, fact_no asc) as document,
    first(fact_no order by precision_rank desc, source_kind asc, document asc, fact_no asc) as fact_no,
    first(decimals order by precision_rank desc, source_kind asc, document asc, fact_no asc) as decimals,
    min(value_usd) as least_usd,
    max(value_usd) as most_usd,
    max(value_usd - tolerance) > min(value_usd + tolerance) as facts_disagree,
    case
        when not facts_disagree
            then first(value_usd order by precision_rank desc, source_kind asc, document asc, fact_no asc)
    end as value_usd,
    count(*) as fact_count
from series_facts
group by
    cik, accession, metric, geography, geography_basis, scope_rank, dimension_count, period_start, period_end,
    concept, concept_priority, is_of_one_filer
