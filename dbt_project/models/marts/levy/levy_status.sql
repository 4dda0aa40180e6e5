-- Grain: company x regime that was announced or is in force. Three figures that are not the same, each with its
-- evidence: what would be due so far if the regime were collected at its rate, what the company accrued, and what it
-- paid.
-- Decision: what no filing discloses is null with the newest statement on it as the reason, never zero.
with
due as (
    select
        p.ticker,
        p.regime_id,
        min(p.period_start) as period_start,
        max(p.period_end) as period_end,
        cast(count(distinct p.period_end) as integer) as quarter_count,
        sum(p.levy_low_usd) as due_low_usd,
        case when count(*) = count(p.levy_usd) then sum(p.levy_usd) end as due_usd,
        case when count(*) = count(p.levy_high_usd) then sum(p.levy_high_usd) end as due_high_usd,
        sum(p.levy_usd) as due_documented_usd,
        string_agg(distinct p.chip || ': ' || p.null_reason, '; ' order by p.chip || ': ' || p.null_reason)
            as due_null_reason,
        {{ common_reason_code('p.null_reason_code') }} as due_null_reason_code
    from {{ ref('product_levies') }} as p
    inner join {{ ref('scenarios') }} as s on p.scenario_id = s.scenario_id
    where s.base = 'announced_regimes'
    group by p.ticker, p.regime_id
),

newest as (
    select
        *,
        finding || ' (' || known_on || ')' as dated
    from {{ ref('levy_statements') }}
    qualify row_number() over (
        partition by ticker, regime_id, topic order by known_on desc, statement_id desc
    ) = 1
),

stated as (
    select
        ticker,
        regime_id,
        max(low) filter (where topic = 'expectation') as expected_rate_low_share,
        max(high) filter (where topic = 'expectation') as expected_rate_high_share,
        max(dated) filter (where topic = 'expectation') as expectation,
        max(dated) filter (where topic = 'regulation') as regulation,
        max(point) filter (where topic = 'accrual') as accrued_usd,
        max(dated) filter (where topic = 'accrual') as accrual,
        max(point) filter (where topic = 'payment') as paid_usd,
        max(dated) filter (where topic = 'payment') as payment,
        max(low) filter (where topic = 'pass_through') as pass_through_low_share,
        max(high) filter (where topic = 'pass_through') as pass_through_high_share,
        max(dated) filter (where topic = 'pass_through') as pass_through,
        max(known_on) as known_on,
        arg_max(confidence, known_on) filter (where topic = 'expectation') as confidence
    from newest
    where regime_id is not null
    group by ticker, regime_id
)

select
    c.ticker,
    c.cik,
    c.company_name,
    r.regime_id,
    r.instrument,
    r.status,
    r.rate_share,
    r.rate_is_least,
    cast(t.expected_rate_low_share as decimal(9, 6)) as expected_rate_low_share,
    cast(t.expected_rate_high_share as decimal(9, 6)) as expected_rate_high_share,
    t.expectation,
    t.regulation,
    d.period_start,
    d.period_end,
    d.quarter_count,
    {{ usd('d.due_low_usd') }} as due_low_usd,
    {{ usd('d.due_usd') }} as due_usd,
    {{ usd('d.due_high_usd') }} as due_high_usd,
    {{ usd('d.due_documented_usd') }} as due_documented_usd,
    case when d.ticker is null then 'no sale under it is documented' else d.due_null_reason end as due_null_reason,
    case when d.ticker is null then 'no_documented_sale' else d.due_null_reason_code end as due_null_reason_code,
    {{ usd('t.accrued_usd') }} as accrued_usd,
    case when t.accrued_usd is null then coalesce(t.accrual, 'no statement on it was looked for') end
        as accrued_null_reason,
    case when t.accrued_usd is null then 'not_disclosed' end as accrued_null_reason_code,
    {{ usd('t.paid_usd') }} as paid_usd,
    case when t.paid_usd is null then coalesce(t.payment, 'no statement on it was looked for') end as paid_null_reason,
    case when t.paid_usd is null then 'not_disclosed' end as paid_null_reason_code,
    cast(t.pass_through_low_share as decimal(9, 6)) as pass_through_low_share,
    cast(t.pass_through_high_share as decimal(9, 6)) as pass_through_high_share,
    t.pass_through,
    t.known_on,
    r.source_id,
    coalesce({{ weaker_confidence('r.confidence', 't.confidence') }}, r.confidence) as confidence
from {{ ref('regimes') }} as r
inner join {{ ref('int_companies') }} as c on list_contains(string_split(r.tickers, ';'), c.ticker)
left join due as d on c.ticker = d.ticker and r.regime_id = d.regime_id
left join stated as t on c.ticker = t.ticker and r.regime_id = t.regime_id
where r.status in ('announced', 'in_force')
order by c.ticker, r.effective_from, r.regime_id
