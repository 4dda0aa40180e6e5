-- A share equals its quotient to six digits; it is null where the denominator is not positive.
with
quotients as (
    select
        'levy.china_revenue' as table_name,
        ticker,
        fiscal_year,
        fiscal_quarter,
        china_of_revenue_share as share,
        china_revenue_usd as part,
        total_revenue_usd as whole
    from {{ ref('china_revenue') }}

    union all

    select
        'rnd.rnd_expense' as table_name,
        ticker,
        fiscal_year,
        fiscal_quarter,
        rnd_intensity_share as share,
        rnd_expense_usd as part,
        revenue_usd as whole
    from {{ ref('rnd_expense') }}

    union all

    select
        'levy.levy_due' as table_name,
        ticker,
        fiscal_year,
        fiscal_quarter,
        levy_of_revenue_share as share,
        levy_usd as part,
        revenue_usd as whole
    from {{ ref('levy_due') }}

    union all

    select
        'levy.levy_due' as table_name,
        ticker,
        fiscal_year,
        fiscal_quarter,
        levy_of_rnd_share as share,
        levy_usd as part,
        rnd_expense_usd as whole
    from {{ ref('levy_due') }}

    union all

    select
        'rnd.levy_vs_rnd' as table_name,
        ticker,
        fiscal_year,
        null as fiscal_quarter,
        levy_of_rnd_share as share,
        levy_usd as part,
        rnd_expense_usd as whole
    from {{ ref('levy_vs_rnd') }}
)

select *
from quotients
where
    (whole > 0 and abs(share - part / whole) > 0.000001)
    or (share is not null and (part is null or whole is null or whole <= 0))
