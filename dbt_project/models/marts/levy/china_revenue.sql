-- Grain: company x fiscal period (quarter or year) x geography basis x version.
-- How much of its revenue a company books in China. The subtle decision: a recast to another geography basis is another
-- series, never a restatement; a period for which no filing at hand gives a split has one row, basis `unknown`, null.
with
split_values as (
    select * from {{ ref('int_period_values') }}
    where metric = 'revenue' and geography = 'CN'
),

without_split as (
    select
        p.cik,
        p.fiscal_year,
        p.slot,
        p.version,
        case
            when o.known_in_full_at is null then 'no document of the filing for this period is at hand'
            else 'the filing for this period gives no revenue for China'
        end as null_reason
    from {{ ref('int_company_periods') }} as p
    left join {{ ref('int_own_filings') }} as o
        on p.cik = o.cik and abs(o.report_date - p.period_end) <= 7
    anti join split_values as s on p.cik = s.cik and p.fiscal_year = s.fiscal_year
    qualify row_number() over (
        partition by p.cik, p.fiscal_year, p.slot, p.version order by o.known_in_full_at nulls last
    ) = 1
),

all_values as (
    select
        cik,
        fiscal_year,
        slot,
        version,
        geography_basis,
        geography_scope,
        value_usd,
        derivation,
        formula,
        null_reason,
        concept,
        accession,
        known_at
    from split_values

    union all by name

    select
        cik,
        fiscal_year,
        slot,
        version,
        'unknown' as geography_basis,
        'missing' as derivation,
        null_reason
    from without_split
)

select
    c.ticker,
    c.cik,
    c.company_name,
    v.fiscal_year,
    cast(k.fiscal_quarter as integer) as fiscal_quarter,
    k.period_start,
    k.period_end,
    k.calendar_quarter,
    v.geography_basis,
    v.version,
    {{ usd('v.value_usd') }} as china_revenue_usd,
    {{ usd('p.revenue_usd') }} as total_revenue_usd,
    {{ share_of('v.value_usd', 'p.revenue_usd') }} as china_of_revenue_share,
    v.geography_scope as china_scope,
    v.derivation,
    v.formula,
    v.null_reason,
    v.concept,
    v.accession,
    v.known_at
from all_values as v
inner join {{ ref('stg_reference__companies') }} as c on v.cik = c.cik
inner join {{ ref('int_fiscal_calendar') }} as k
    on v.cik = k.cik and v.fiscal_year = k.fiscal_year and v.slot = k.slot
left join {{ ref('int_company_periods') }} as p
    on v.cik = p.cik and v.fiscal_year = p.fiscal_year and v.slot = p.slot and v.version = p.version
order by c.ticker, v.fiscal_year, k.period_end, k.fiscal_quarter, v.geography_basis, v.version
