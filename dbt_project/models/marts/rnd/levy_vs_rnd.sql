-- Grain: company x fiscal year x scenario.
-- The article's comparison recomputed: the year's levy against the year's R&D and gross profit, and the fiscal year
-- whose whole R&D the levy equals. Decision: of the years up to then it is the last whose R&D the levy would
-- have paid for; the equal year lies between it and the next, in proportion (2020.25 is a quarter of the way to 2021).
with
levy as (
    select * from {{ ref('levy_due') }}
    where fiscal_quarter is null
),

rnd as (
    select
        cik,
        fiscal_year,
        rnd_expense_usd,
        null_reason,
        null_reason_code
    from {{ ref('rnd_expense') }}
    where fiscal_quarter is null
),

known as (
    select
        cik,
        fiscal_year,
        rnd_expense_usd,
        lead(fiscal_year) over by_year as next_year,
        lead(rnd_expense_usd) over by_year as next_usd
    from rnd
    where rnd_expense_usd is not null
    window by_year as (partition by cik order by fiscal_year)
),

covered as (
    select
        l.cik,
        l.fiscal_year,
        l.scenario_id,
        b.fiscal_year as covered_year,
        b.rnd_expense_usd as covered_usd,
        b.next_year,
        b.next_usd
    from levy as l
    inner join known as b on l.cik = b.cik and l.fiscal_year >= b.fiscal_year and l.levy_usd >= b.rnd_expense_usd
    qualify row_number() over (
        partition by l.cik, l.fiscal_year, l.scenario_id order by b.fiscal_year desc
    ) = 1
),

least as (
    select
        l.cik,
        l.fiscal_year,
        l.scenario_id,
        min(b.rnd_expense_usd) as least_usd,
        arg_min(b.fiscal_year, b.rnd_expense_usd) as least_year
    from levy as l
    inner join known as b on l.cik = b.cik and l.fiscal_year >= b.fiscal_year
    group by l.cik, l.fiscal_year, l.scenario_id
)

select
    l.ticker,
    l.cik,
    l.company_name,
    l.fiscal_year,
    l.period_start,
    l.period_end,
    l.scenario_id,
    l.base,
    l.geography_basis,
    l.china_scope,
    l.rate_share,
    l.china_revenue_usd,
    l.levy_low_usd,
    l.levy_usd,
    l.levy_high_usd,
    r.rnd_expense_usd,
    l.gross_profit_usd,
    l.operating_income_usd,
    l.levy_of_rnd_low_share,
    l.levy_of_rnd_share,
    l.levy_of_rnd_high_share,
    l.levy_of_gross_profit_low_share,
    l.levy_of_gross_profit_share,
    l.levy_of_gross_profit_high_share,
    l.levy_of_operating_income_low_share,
    l.levy_of_operating_income_share,
    l.levy_of_operating_income_high_share,
    cast(c.covered_year as integer) as rnd_year_covered,
    {{ usd('c.covered_usd') }} as rnd_covered_usd,
    cast(case when c.next_usd > l.levy_usd then c.next_year end as integer) as rnd_year_not_covered,
    {{ usd('case when c.next_usd > l.levy_usd then c.next_usd end') }} as rnd_not_covered_usd,
    cast(
        case
            when c.next_usd > l.levy_usd and c.next_year = c.covered_year + 1
                then
                    c.covered_year
                    + cast(l.levy_usd - c.covered_usd as double) / cast(c.next_usd - c.covered_usd as double)
        end as decimal(8, 2)
    ) as rnd_equal_year,
    case
        when l.levy_usd is null then 'no_levy_point'
        when b.least_usd is null then 'no_rnd_expense'
        when c.covered_year is null then 'below_every_year'
        when c.next_year is null or c.next_usd <= l.levy_usd then 'above_every_later_year'
        when c.next_year != c.covered_year + 1 then 'gap_between_years'
    end as rnd_equal_null_reason_code,
    case rnd_equal_null_reason_code
        when 'no_levy_point' then 'the levy of the year has no point figure'
        when 'no_rnd_expense' then 'no R&D expense available for any year up to then'
        when 'below_every_year'
            then 'it lies below the R&D of every year available, of which the least is that of ' || b.least_year
        when 'above_every_later_year' then 'no later available year has R&D above it'
        when 'gap_between_years' then 'the years available leave a gap after ' || c.covered_year
    end as rnd_equal_null_reason,
    coalesce(
        l.null_reason,
        case when r.rnd_expense_usd is null then coalesce(r.null_reason, 'no R&D expense available for this year') end
    ) as null_reason,
    coalesce(
        l.null_reason_code,
        case when r.rnd_expense_usd is null then coalesce(r.null_reason_code, 'no_rnd_expense') end
    ) as null_reason_code,
    l.known_at,
    l.source_id,
    l.confidence
from levy as l
left join rnd as r on l.cik = r.cik and l.fiscal_year = r.fiscal_year
left join covered as c
    on l.cik = c.cik and l.fiscal_year = c.fiscal_year and l.scenario_id = c.scenario_id
left join least as b
    on l.cik = b.cik and l.fiscal_year = b.fiscal_year and l.scenario_id = b.scenario_id
order by l.ticker, l.fiscal_year, l.scenario_id
