-- Two rows per series and fiscal period (Q1..Q4, H1, 9M, FY, TP): `first_reported` and `latest`, and it says whether
-- the value is reported, derived or missing. Decision: when the filing that reports on the period is not
-- available, or did not yet allow the derivation, the first report is unknown (null, with the reason), even though a
-- later filing gives the figure.
with
first_seen as (
    select *
    from {{ ref('int_value_versions') }}
    where operands is not null
    qualify row_number() over (partition by series_key, fiscal_year, fiscal_period_type order by known_at) = 1
),

latest as (
    select * from {{ ref('int_value_versions') }}
    where known_until is null
),

first_reported as (
    select
        f.*,
        case when f.geography = 'total' then o.known_as_totals_at else o.known_in_full_at end as own_filing_at,
        case
            when own_filing_at is null then 'filing_document_missing'
            when f.derivation = 'derived' and f.known_at > own_filing_at then 'not_derivable_at_first_report'
        end as unknown_code
    from first_seen as f
    left join {{ ref('int_fiscal_period_filings') }} as o
        on f.cik = o.cik and f.fiscal_year = o.fiscal_year and f.fiscal_period_type = o.fiscal_period_type
),

versions as (
    select
        * exclude (own_filing_at, unknown_code)
        replace (
            case when unknown_code is null then value_usd end as value_usd,
            case when unknown_code is null then tolerance_usd end as tolerance_usd,
            case when unknown_code is null then derivation else 'missing' end as derivation,
            case when unknown_code is null then formula end as formula,
            case when unknown_code is null then operands end as operands,
            case when unknown_code is null then confidence else 'none_found' end as confidence,
            coalesce(unknown_code, null_reason_code) as null_reason_code,
            case unknown_code
                when 'filing_document_missing'
                    then
                        'the filing that reported this period is not available; the earliest report is '
                        || if(derivation = 'derived', 'derived from comparatives, the last in ', 'a comparative in ')
                        || accession
                when 'not_derivable_at_first_report'
                    then 'could not be derived from the filings of the time; first derived with ' || accession
                else null_reason
            end as null_reason
        ),
        'first_reported' as version
    from first_reported

    union all by name

    -- nothing was ever stated: both versions are missing alike
    select
        l.*,
        'first_reported' as version
    from latest as l
    anti join first_seen as f
        on l.series_key = f.series_key and l.fiscal_year = f.fiscal_year and l.fiscal_period_type = f.fiscal_period_type

    union all by name

    select
        *,
        'latest' as version
    from latest
)

select
    c.ticker,
    v.cik,
    c.company_name,
    v.metric,
    v.geography,
    v.geography_basis,
    v.fiscal_year,
    v.fiscal_period_type,
    k.fiscal_quarter,
    k.period_start,
    k.period_end,
    k.calendar_quarter,
    v.version,
    v.value_usd,
    v.tolerance_usd,
    v.derivation,
    v.formula,
    v.operands,
    v.null_reason,
    v.null_reason_code,
    v.caveat,
    v.concept,
    v.geography_scope,
    v.confidence,
    v.split_status,
    v.split_difference_usd,
    coalesce(b.geography_basis = v.geography_basis, false) as is_basis_of_own_filing,
    v.accession,
    v.form,
    v.known_at
from versions as v
inner join {{ ref('int_companies') }} as c on v.cik = c.cik
inner join {{ ref('int_fiscal_year_periods') }} as k
    on v.cik = k.cik and v.fiscal_year = k.fiscal_year and v.fiscal_period_type = k.fiscal_period_type
left join {{ ref('int_basis_as_reported') }} as b
    on v.cik = b.cik and v.fiscal_year = b.fiscal_year and v.fiscal_period_type = b.fiscal_period_type
