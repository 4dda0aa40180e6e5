-- Two rows per series and slot: `first_reported` and `latest`. Order is by acceptance time; accession order decides
-- only which of two filings that agree is named.
-- The subtle decision: when the filing that reports on the period is not at hand, the first report is unknown (null,
-- with the reason), even though a later filing repeats the figure as a comparative.
with
ranked as (
    select
        *,
        row_number() over (
            partition by cik, metric, geography, geography_basis, fiscal_year, slot
            order by known_at asc, is_amendment asc, report_date asc nulls first, accession asc
        ) as nth,
        row_number() over (
            partition by cik, metric, geography, geography_basis, fiscal_year, slot
            order by known_at desc, is_amendment desc, report_date desc nulls last, accession desc
        ) as nth_from_last,
        case
            when filings_disagree then 'filings accepted at the same moment disagree, one of them ' || accession
            when facts_disagree then 'facts for this period disagree in ' || accession
            when value_usd is null then 'no readable value in ' || accession
        end as withheld_reason
    from {{ ref('int_slot_values') }}
),

own_filing as (
    select
        r.cik,
        r.fiscal_year,
        r.slot,
        r.metric,
        r.geography,
        r.geography_basis,
        bool_or(
            case when r.geography = 'total' then o.known_as_totals_at else o.known_in_full_at end is not null
        ) as is_read
    from ranked as r
    inner join {{ ref('int_own_filings') }} as o
        on r.cik = o.cik and abs(o.report_date - r.period_end) <= 7
    where r.nth = 1
    group by r.cik, r.fiscal_year, r.slot, r.metric, r.geography, r.geography_basis
)

select
    r.cik,
    r.metric,
    r.geography,
    r.geography_basis,
    r.fiscal_year,
    r.slot,
    'first_reported' as version,
    case when coalesce(o.is_read, false) then r.value_usd end as value_usd,
    r.concept,
    r.geography_scope,
    r.accession,
    r.form,
    r.known_at,
    case
        when not coalesce(o.is_read, false)
            then
                'the filing that reported this period is not at hand; the earliest report is a comparative in '
                || r.accession
        else r.withheld_reason
    end as null_reason
from ranked as r
left join own_filing as o
    on
        r.cik = o.cik and r.fiscal_year = o.fiscal_year and r.slot = o.slot and r.metric = o.metric
        and r.geography = o.geography and r.geography_basis = o.geography_basis
where r.nth = 1

union all

select
    cik,
    metric,
    geography,
    geography_basis,
    fiscal_year,
    slot,
    'latest' as version,
    value_usd,
    concept,
    geography_scope,
    accession,
    form,
    known_at,
    withheld_reason as null_reason
from ranked
where nth_from_last = 1
