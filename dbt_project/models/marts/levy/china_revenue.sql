-- Grain: company x fiscal period (quarter or year) x geography basis x version.
-- How much of its revenue a company books in China. Decision: a recast to another geography basis is another
-- series, never a restatement; a period for which no available filing gives a split has one row, basis `unknown`, null.
-- The query is macro china_revenue_rows in macros/rows/china_revenue.sql, since levy.china_revenue_as_of and
-- levy.levy_due_as_of ask it of what was known on a day.
with
split_rows as (
    {{ china_revenue_rows(ref('int_period_values')) }}
),

without_split as (
    select
        p.ticker,
        p.cik,
        p.company_name,
        p.fiscal_year,
        p.fiscal_quarter,
        p.period_start,
        p.period_end,
        p.calendar_quarter,
        p.version,
        p.revenue_usd,
        case
            when o.known_in_full_at is null then 'filing_document_missing'
            when o.is_incomplete then 'document_set_incomplete'
            when b.cik is not null then 'only_within_parts'
            else 'not_in_filing'
        end as null_reason_code,
        case null_reason_code
            when 'filing_document_missing' then 'no document of the filing for this period is available'
            when 'document_set_incomplete' then 'not all pages of the filing for this period were read'
            when 'only_within_parts'
                then
                    'filings give revenue in China for this period only within segments or other parts, of which no'
                    || ' whole is made'
            else 'the filing for this period gives no revenue for China'
        end as null_reason
    from {{ ref('int_company_periods') }} as p
    left join {{ ref('int_fiscal_period_filings') }} as o
        on p.cik = o.cik and p.fiscal_year = o.fiscal_year and p.fiscal_period_type = o.fiscal_period_type
    left join {{ ref('int_china_by_parts') }} as b
        on p.cik = b.cik and abs(b.period_start - p.period_start) <= 7 and abs(b.period_end - p.period_end) <= 7
    anti join split_rows as s on p.cik = s.cik and p.fiscal_year = s.fiscal_year
    where {{ is_quarter_or_year('p.fiscal_period_type') }}
    qualify row_number() over (
        partition by p.cik, p.fiscal_year, p.fiscal_period_type, p.version order by b.cik nulls last
    ) = 1
),

-- a period without a figure whose filing is quarantined says so, whatever else is missing
quarantined as (
    select
        q.cik,
        k.period_end,
        'filing_quarantined' as null_reason_code,
        'the filing for this period is quarantined, ops.quarantine has the reason: '
        || string_agg(distinct q.accession, ', ' order by q.accession) as null_reason
    from {{ ref('quarantine') }} as q
    inner join {{ ref('int_filings') }} as f on q.cik = f.cik and q.accession = f.accession
    inner join {{ ref('int_company_periods') }} as k on q.cik = k.cik and abs(f.report_date - k.period_end) <= 7
    where q.scope = 'filing'
    group by q.cik, k.period_end
)

select
    coalesce(s.ticker, w.ticker) as ticker,
    coalesce(s.cik, w.cik) as cik,
    coalesce(s.company_name, w.company_name) as company_name,
    coalesce(s.fiscal_year, w.fiscal_year) as fiscal_year,
    coalesce(s.fiscal_quarter, w.fiscal_quarter) as fiscal_quarter,
    coalesce(s.period_start, w.period_start) as period_start,
    coalesce(s.period_end, w.period_end) as period_end,
    coalesce(s.calendar_quarter, w.calendar_quarter) as calendar_quarter,
    coalesce(s.geography_basis, 'unknown') as geography_basis,
    coalesce(s.is_basis_of_own_filing, true) as is_basis_of_own_filing,
    coalesce(s.version, w.version) as version,
    s.china_revenue_usd,
    s.china_revenue_tolerance_usd,
    s.china_revenue_year_to_date_usd,
    coalesce(s.total_revenue_usd, w.revenue_usd) as total_revenue_usd,
    s.china_of_revenue_share,
    s.china_scope,
    s.split_status,
    s.split_difference_usd,
    coalesce(s.derivation, 'missing') as derivation,
    s.formula,
    case
        when s.china_revenue_usd is null then coalesce(a.null_reason, s.null_reason, w.null_reason)
    end as null_reason,
    case
        when s.china_revenue_usd is null then coalesce(a.null_reason_code, s.null_reason_code, w.null_reason_code)
    end as null_reason_code,
    s.caveat,
    coalesce(s.confidence, 'none_found') as confidence,
    s.concept,
    s.accession,
    s.known_at
from split_rows as s
full join without_split as w on s.cik = w.cik and s.fiscal_year = w.fiscal_year and s.period_end = w.period_end
left join quarantined as a on coalesce(s.cik, w.cik) = a.cik and coalesce(s.period_end, w.period_end) = a.period_end
order by ticker, fiscal_year, period_end, fiscal_quarter, geography_basis, version
