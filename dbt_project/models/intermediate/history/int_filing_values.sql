-- One row per filing, series and fiscal period: what that filing says about it, and when it became known.
-- Where one filing gives two sets of dates for a fiscal period (an error), the calendar's own dates are used.
-- Decision: of filings accepted at the same moment an amendment comes after what it amends, and a later
-- report date after an earlier one; where two still differ, neither is used.
with
placed as (
    select
        {{ series_key('v.cik', 'v.metric', 'v.geography', 'v.geography_basis') }} as series_key,
        v.cik,
        v.metric,
        v.geography,
        v.geography_basis,
        p.fiscal_year,
        p.fiscal_period_type,
        v.accession,
        v.form,
        coalesce(ends_with(v.form, '/A'), false) as is_amendment,
        v.known_at,
        v.report_date,
        v.period_start,
        v.period_end,
        v.concept,
        v.geography_scope,
        v.geography_member,
        v.source_kind,
        v.document,
        v.fact_no,
        v.value_usd,
        {{ half_unit('v.value_usd', 'v.decimals') }} as tolerance_usd,
        v.facts_disagree,
        s.split_status,
        s.split_difference_usd
    from {{ ref('int_reported_values') }} as v
    inner join {{ ref('int_fiscal_periods') }} as p
        on v.cik = p.cik and v.period_start = p.period_start and v.period_end = p.period_end
    left join {{ ref('int_splits') }} as s
        on
            v.geography_member is not null and v.cik = s.cik and v.accession = s.accession and v.concept = s.concept
            and v.period_start = s.period_start and v.period_end = s.period_end
    where p.fiscal_period_type is not null
    qualify row_number() over (
        partition by series_key, p.fiscal_year, p.fiscal_period_type, v.accession
        order by p.use_count desc, v.period_end desc, v.period_start desc
    ) = 1
),

compared as (
    select
        *,
        coalesce(min(value_usd) over moment != max(value_usd) over moment, false) as filings_disagree
    from placed
    window moment as (partition by series_key, fiscal_year, fiscal_period_type, known_at, is_amendment, report_date)
)

select
    * exclude (value_usd),
    value_usd as stated_usd,
    case when not filings_disagree then value_usd end as value_usd
from compared
