-- Grain: scenario whose levy begins on a day. What it would take so far if collected, of all companies together: each
-- company's own running total at its newest quarter. Decision: the least adds up always; a point, and a most, exists
-- only where every company has one, because a sum that leaves a part out is no sum, and no bound. Companies end their
-- quarters on different days.
with
quarters as (
    select
        *,
        row_number() over (partition by scenario_id, ticker order by period_end desc) as from_newest
    from {{ ref('levy_due') }}
    where fiscal_quarter is not null and cumulative_levy_low_usd is not null
),

of_company as (
    select
        scenario_id,
        ticker,
        count(*) as quarter_count,
        min(period_start) as period_start,
        max(period_end) as period_end,
        max(known_at) as known_at,
        sum(base_low_usd) as base_low_usd,
        case when bool_and(base_usd is not null) then sum(base_usd) end as base_usd,
        case when bool_and(base_high_usd is not null) then sum(base_high_usd) end as base_high_usd,
        max(case when from_newest = 1 then cumulative_levy_low_usd end) as levy_low_usd,
        max(case when from_newest = 1 then cumulative_levy_usd end) as levy_usd,
        max(case when from_newest = 1 then cumulative_levy_high_usd end) as levy_high_usd,
        arg_max(null_reason, period_end) filter (where cumulative_levy_usd is null) as null_reason,
        arg_max(null_reason_code, period_end) filter (where cumulative_levy_usd is null) as null_reason_code
    from quarters
    group by scenario_id, ticker
)

select
    s.scenario_id,
    s.scenario_label,
    s.effective_from,
    string_agg(c.ticker, ', ' order by c.ticker) as tickers,
    cast(sum(c.quarter_count) as integer) as quarter_count,
    min(c.period_start) as period_start,
    max(c.period_end) as period_end,
    {{ usd('sum(c.base_low_usd)') }} as base_low_usd,
    {{ usd('case when bool_and(c.base_usd is not null) then sum(c.base_usd) end') }} as base_usd,
    {{ usd('case when bool_and(c.base_high_usd is not null) then sum(c.base_high_usd) end') }} as base_high_usd,
    {{ usd('sum(c.levy_low_usd)') }} as levy_low_usd,
    {{ usd('case when bool_and(c.levy_usd is not null) then sum(c.levy_usd) end') }} as levy_usd,
    {{ usd('case when bool_and(c.levy_high_usd is not null) then sum(c.levy_high_usd) end') }} as levy_high_usd,
    case
        when not bool_and(c.levy_usd is not null)
            then
                string_agg(c.ticker || ': ' || c.null_reason, '; ' order by c.ticker)
                filter (where c.levy_usd is null)
    end as null_reason,
    {{ common_reason_code('case when c.levy_usd is null then c.null_reason_code end') }} as null_reason_code,
    max(c.known_at) as known_at,
    s.source_id,
    s.confidence
from of_company as c
inner join {{ ref('scenarios') }} as s on c.scenario_id = s.scenario_id
where s.effective_from is not null
group by all
order by s.scenario_id
