-- Grain: filing x series x fiscal period, of what int_filing_values has and does not set aside: a figure that is not
-- plausible is null, with the reason, and is left out where an earlier filing gives a plausible one.
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
    v.is_amendment,
    v.known_at,
    v.report_date,
    v.concept,
    v.concepts,
    v.geography_scope,
    v.source_kind,
    v.document,
    v.fact_no,
    v.stated_usd,
    case when i.rule is null then v.value_usd end as value_usd,
    v.tolerance_usd,
    v.share_formula,
    v.facts_disagree,
    v.filings_disagree,
    v.split_status,
    v.split_difference_usd,
    i.rule as implausible_rule,
    i.against as implausible_because
from {{ ref('int_filing_values') }} as v
left join {{ ref('int_implausible_values') }} as i
    on
        v.series_key = i.series_key and v.fiscal_year = i.fiscal_year and v.fiscal_period_type = i.fiscal_period_type
        and v.accession = i.accession
where not v.is_set_aside
qualify
    i.rule is null
    or count(*) filter (where i.rule is null and v.value_usd is not null) over (
        partition by v.series_key, v.fiscal_year, v.fiscal_period_type order by v.known_at
    ) = 0
