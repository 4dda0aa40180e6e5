-- Grain: company x fiscal period (quarter, or year with null fiscal_quarter).
-- Research and development: latest known, beside what was first reported. The subtle decision: trailing twelve months
-- need four quarters on end, each reported or derived; one missing quarter makes the sum null.
with
latest as (
    select * from {{ ref('int_period_values') }}
    where metric = 'rnd_expense' and geography = 'total' and version = 'latest'
),

first_reported as (
    select * from {{ ref('int_period_values') }}
    where metric = 'rnd_expense' and geography = 'total' and version = 'first_reported'
),

quarters as (
    select
        cik,
        fiscal_year,
        slot,
        value_usd,
        sum(value_usd) over last_four as last_four_usd,
        count(value_usd) over last_four as quarters_known,
        min(period_start) over last_four as first_day,
        period_end
    from latest
    where slot != 'FY'
    window last_four as (partition by cik order by period_end rows between 3 preceding and current row)
)

select
    c.ticker,
    c.cik,
    c.company_name,
    l.fiscal_year,
    cast(l.fiscal_quarter as integer) as fiscal_quarter,
    l.period_start,
    l.period_end,
    l.calendar_quarter,
    {{ usd('l.value_usd') }} as rnd_expense_usd,
    {{ usd('f.value_usd') }} as rnd_expense_first_reported_usd,
    {{ usd('p.revenue_usd') }} as revenue_usd,
    {{ share_of('l.value_usd', 'p.revenue_usd') }} as rnd_intensity_share,
    case
        when l.slot = 'FY' then {{ usd('l.value_usd') }}
        when q.quarters_known = 4 and {{ quarters_spanned('(q.period_end - q.first_day + 1)') }} = 4
            then {{ usd('q.last_four_usd') }}
    end as rnd_expense_ttm_usd,
    {{ share_of('l.value_usd - y.value_usd', 'y.value_usd') }} as rnd_growth_share,
    l.derivation,
    l.formula,
    l.null_reason,
    l.concept,
    l.accession,
    l.known_at
from latest as l
inner join {{ ref('stg_reference__companies') }} as c on l.cik = c.cik
left join first_reported as f on l.cik = f.cik and l.fiscal_year = f.fiscal_year and l.slot = f.slot
left join quarters as q on l.cik = q.cik and l.fiscal_year = q.fiscal_year and l.slot = q.slot
left join latest as y on l.cik = y.cik and l.fiscal_year = y.fiscal_year + 1 and l.slot = y.slot
left join {{ ref('int_company_periods') }} as p
    on l.cik = p.cik and l.fiscal_year = p.fiscal_year and l.slot = p.slot and l.version = p.version
order by c.ticker, l.fiscal_year, l.period_end, l.fiscal_quarter
