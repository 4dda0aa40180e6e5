-- Grain: company x regime that has begun. R&D of the twelve months to the last quarter that ended before the regime
-- began, a year before that, and in the newest quarter: the yearly growth before and since, as shares.
with
regimes as (
    select
        regime_id,
        effective_from,
        source_id,
        confidence
    from {{ ref('regimes') }}
    where effective_from is not null and status in ('announced', 'in_force', 'superseded', 'struck')
),

quarters as (
    select
        ticker,
        cik,
        company_name,
        period_end,
        rnd_expense_ttm_usd
    from {{ ref('rnd_expense') }}
    where fiscal_quarter is not null and rnd_expense_ttm_usd is not null
),

before_start as (
    select
        r.regime_id,
        r.effective_from,
        r.source_id,
        r.confidence,
        q.ticker,
        q.cik,
        q.company_name,
        q.period_end,
        q.rnd_expense_ttm_usd
    from regimes as r
    inner join quarters as q on r.effective_from > q.period_end
    qualify row_number() over (partition by r.regime_id, q.cik order by q.period_end desc) = 1
),

newest as (
    select
        cik,
        period_end,
        rnd_expense_ttm_usd
    from quarters
    qualify row_number() over (partition by cik order by period_end desc) = 1
)

select
    b.ticker,
    b.cik,
    b.company_name,
    b.regime_id,
    b.effective_from,
    y.period_end as year_before_end,
    y.rnd_expense_ttm_usd as rnd_year_before_ttm_usd,
    b.period_end as before_end,
    b.rnd_expense_ttm_usd as rnd_before_ttm_usd,
    n.period_end as newest_end,
    n.rnd_expense_ttm_usd as rnd_newest_ttm_usd,
    {{ share_of('b.rnd_expense_ttm_usd - y.rnd_expense_ttm_usd', 'y.rnd_expense_ttm_usd') }} as rnd_growth_before_share,
    case
        when n.period_end > b.period_end and b.rnd_expense_ttm_usd > 0 and n.rnd_expense_ttm_usd >= 0
            then
                try_cast(
                    power(
                        cast(n.rnd_expense_ttm_usd as double) / cast(b.rnd_expense_ttm_usd as double),
                        365.25 / (n.period_end - b.period_end)
                    ) - 1 as decimal(12, 6)
                )
    end as rnd_growth_since_share,
    case when n.period_end <= b.period_end then 'no quarter since the regime began is available' end as null_reason,
    case when n.period_end <= b.period_end then 'no_quarter_since_start' end as null_reason_code,
    b.source_id,
    b.confidence
from before_start as b
inner join newest as n on b.cik = n.cik
left join quarters as y on b.cik = y.cik and b.period_end - y.period_end between 350 and 380
order by b.ticker, b.regime_id
