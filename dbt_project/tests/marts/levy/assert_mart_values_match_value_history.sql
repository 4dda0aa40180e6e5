-- levy.china_revenue and rnd.rnd_expense publish the current and the first reported values of ops.value_history for the
-- same company, period and basis.
with
history as (
    select
        *,
        coalesce(cast(fiscal_quarter as varchar), slot) as period
    from {{ ref('value_history') }}
    where slot = 'FY' or fiscal_quarter is not null
),

figures as (
    select
        cik,
        ticker,
        'revenue' as metric,
        'CN' as geography,
        geography_basis,
        fiscal_year,
        coalesce(cast(fiscal_quarter as varchar), 'FY') as period,
        period_end,
        version,
        china_revenue_usd as value_usd
    from {{ ref('china_revenue') }}

    union all

    select
        cik,
        ticker,
        'rnd_expense' as metric,
        'total' as geography,
        'not_applicable' as geography_basis,
        fiscal_year,
        coalesce(cast(fiscal_quarter as varchar), 'FY') as period,
        period_end,
        'latest' as version,
        rnd_expense_usd as value_usd
    from {{ ref('rnd_expense') }}
)

select
    f.ticker,
    f.metric,
    f.geography_basis,
    f.fiscal_year,
    f.period,
    f.version,
    f.value_usd,
    h.value_usd as history_usd
from figures as f
left join history as h
    on
        f.cik = h.cik and f.ticker = h.ticker and f.metric = h.metric and f.geography = h.geography
        and f.geography_basis = h.geography_basis and f.fiscal_year = h.fiscal_year
        and f.period = h.period and f.period_end = h.period_end
        and case f.version when 'latest' then h.known_until is null else h.is_first_report end
where f.value_usd is not null and f.value_usd is distinct from h.value_usd
