-- One row per filing, series and fiscal period: what that filing says about it, and when it became known.
-- China's share in percent counts until a filing gives dollars for the period on that basis. Where one filing gives
-- two sets of dates for a fiscal period (an error), the calendar's own dates are used.
-- Decision: a total of less than half of what an earlier filing gives under another concept is a part or a slip,
-- not a restatement, and is set aside. Of filings accepted at the same moment an amendment comes after what it amends,
-- and a later report date after an earlier one; where two still differ, neither is used.
with
dollars as (
    select
        *,
        {{ half_unit('value_usd', 'decimals') }} as tolerance_usd,
        cast(null as varchar) as share_formula
    from {{ ref('int_reported_values') }}
),

stated as (
    select * from dollars

    union all by name

    select c.*
    from {{ ref('int_china_shares') }} as c
    anti join dollars as d
        on
            c.cik = d.cik and c.metric = d.metric and c.geography = d.geography
            and c.geography_basis = d.geography_basis and c.period_start = d.period_start
            and c.period_end = d.period_end and c.known_at >= d.known_at
    where c.value_usd is not null
),

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
        v.concepts,
        v.geography_scope,
        v.geography_member,
        v.source_kind,
        v.document,
        v.fact_no,
        v.value_usd,
        v.tolerance_usd,
        v.share_formula,
        v.facts_disagree,
        case when v.geography_member is not null then coalesce(s.split_status, 'not_checked') end as split_status,
        s.split_difference_usd
    from stated as v
    inner join {{ ref('int_fiscal_periods') }} as p
        on v.cik = p.cik and v.period_start = p.period_start and v.period_end = p.period_end
    left join {{ ref('int_splits') }} as s
        on
            v.geography_member is not null and v.cik = s.cik and v.accession = s.accession and v.concept = s.concept
            and v.period_start = s.period_start and v.period_end = s.period_end
            and v.geography_basis = s.geography_basis
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
),

-- what each concept says, until a later filing says something else under it
in_effect as (
    select
        series_key,
        fiscal_year,
        fiscal_period_type,
        concept,
        value_usd,
        known_at,
        lead(known_at) over (
            partition by series_key, fiscal_year, fiscal_period_type, concept order by known_at, accession
        ) as known_until
    from compared
    where geography = 'total' and {{ is_never_negative('metric') }}
),

set_aside as (
    select distinct
        c.series_key,
        c.fiscal_year,
        c.fiscal_period_type,
        c.accession
    from compared as c
    inner join in_effect as e
        on
            c.series_key = e.series_key and c.fiscal_year = e.fiscal_year
            and c.fiscal_period_type = e.fiscal_period_type and c.known_at > e.known_at
            and c.known_at <= coalesce(e.known_until, c.known_at)
            and {{ is_part_of('c.value_usd', 'e.value_usd') }} and not list_contains(c.concepts, e.concept)
)

select
    c.series_key,
    c.cik,
    c.metric,
    c.geography,
    c.geography_basis,
    c.fiscal_year,
    c.fiscal_period_type,
    c.accession,
    c.form,
    c.is_amendment,
    c.known_at,
    c.report_date,
    c.period_start,
    c.period_end,
    c.concept,
    c.concepts,
    c.geography_scope,
    c.geography_member,
    c.source_kind,
    c.document,
    c.fact_no,
    c.value_usd as stated_usd,
    case when not c.filings_disagree then c.value_usd end as value_usd,
    c.tolerance_usd,
    c.share_formula,
    c.facts_disagree,
    c.filings_disagree,
    c.split_status,
    c.split_difference_usd,
    a.accession is not null as is_set_aside
from compared as c
left join set_aside as a
    on
        c.series_key = a.series_key and c.fiscal_year = a.fiscal_year
        and c.fiscal_period_type = a.fiscal_period_type and c.accession = a.accession
