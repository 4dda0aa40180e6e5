-- One row per company, fiscal year and geography basis: China revenue of the year with bounds, or the bounds of a share
-- that is only known as others quote it, beside total revenue, R&D and operating income. A company-year without either
-- has one row that says why.
with
years as (
    select
        cik,
        fiscal_year,
        period_start,
        period_end,
        revenue_usd,
        rnd_expense_usd,
        operating_income_usd
    from {{ ref('int_company_periods') }}
    where fiscal_period_type = 'FY' and version = 'latest' and revenue_usd is not null
),

china as (
    select
        cik,
        fiscal_year,
        period_start,
        period_end,
        geography_basis,
        china_scope,
        case
            when derivation = 'share_of_total' then 'percentage'
            when geography_basis = 'segment' then 'segment'
            else 'amount'
        end as china_source,
        china_revenue_usd - china_revenue_tolerance_usd as china_revenue_low_usd,
        china_revenue_usd,
        china_revenue_usd + china_revenue_tolerance_usd as china_revenue_high_usd,
        null_reason_code,
        null_reason,
        confidence,
        accession
    from {{ ref('china_revenue') }}
    where version = 'latest' and fiscal_quarter is null
),

sightings as (
    select s.*
    from {{ ref('int_china_share_sightings') }} as s
    anti join china as k
        on
            s.cik = k.cik and s.fiscal_year = k.fiscal_year and s.geography_basis = k.geography_basis
            and k.china_revenue_usd is not null
),

known as (
    select * from china
    where china_revenue_usd is not null

    union all by name

    select
        s.cik,
        s.fiscal_year,
        s.geography_basis,
        s.china_scope,
        'quotation' as china_source,
        {{ usd_times('s.share_low', 'y.revenue_usd') }} as china_revenue_low_usd,
        {{ usd_times('s.share_high', 'y.revenue_usd') }} as china_revenue_high_usd,
        s.share_low,
        s.share_high,
        'quoted_once' as null_reason_code,
        'no point, since the share is only known as others quote it: ' || s.note as null_reason,
        'quoted_once' as confidence,
        s.source_id
    from sightings as s
    left join years as y on s.cik = y.cik and s.fiscal_year = y.fiscal_year
),

all_years as (
    select
        cik,
        fiscal_year
    from years

    union

    select
        cik,
        fiscal_year
    from known

    union

    select
        cik,
        fiscal_year
    from {{ ref('int_other_currency_years') }}
),

missing as (
    select *
    from china
    where china_revenue_usd is null
    qualify row_number() over (partition by cik, fiscal_year order by geography_basis) = 1
)

select
    c.ticker,
    a.cik,
    c.company_name,
    cast(a.fiscal_year as integer) as fiscal_year,
    coalesce(k.period_start, y.period_start, o.period_start) as period_start,
    coalesce(k.period_end, y.period_end, o.period_end) as period_end,
    coalesce(k.geography_basis, 'unknown') as geography_basis,
    k.china_scope,
    k.china_source,
    k.china_revenue_low_usd,
    k.china_revenue_usd,
    k.china_revenue_high_usd,
    y.revenue_usd,
    coalesce(
        {{ share_of('k.china_revenue_low_usd', 'y.revenue_usd') }}, k.share_low
    ) as china_of_revenue_low_share,
    {{ share_of('k.china_revenue_usd', 'y.revenue_usd') }} as china_of_revenue_share,
    coalesce(
        {{ share_of('k.china_revenue_high_usd', 'y.revenue_usd') }}, k.share_high
    ) as china_of_revenue_high_share,
    y.rnd_expense_usd,
    y.operating_income_usd,
    coalesce(o.currency, if(y.cik is not null, 'USD', null)) as reporting_currency,
    coalesce(o.revenue, y.revenue_usd) as revenue_in_reporting_currency,
    case when k.cik is null then coalesce(m.null_reason_code, 'not_in_filing') else k.null_reason_code end
        as null_reason_code,
    case
        when k.cik is not null then k.null_reason
        else coalesce(m.null_reason, 'no available filing gives revenue for China')
    end as null_reason,
    coalesce(k.confidence, 'none_found') as confidence,
    k.source_id,
    coalesce(k.accession, m.accession) as accession
from all_years as a
inner join {{ ref('int_companies') }} as c on a.cik = c.cik
left join years as y on a.cik = y.cik and a.fiscal_year = y.fiscal_year
left join known as k on a.cik = k.cik and a.fiscal_year = k.fiscal_year
left join missing as m on a.cik = m.cik and a.fiscal_year = m.fiscal_year
left join {{ ref('int_other_currency_years') }} as o on a.cik = o.cik and a.fiscal_year = o.fiscal_year
