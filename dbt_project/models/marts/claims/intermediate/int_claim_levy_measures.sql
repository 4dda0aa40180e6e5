-- One row per check of a claim on levies or product sales, and per company or period that it covers. A part of
-- claims.claim_measures.
-- Decisions: a first year counts once four quarters of the company named first are known; a quarter of which nothing
-- is documented is bounded by the article's levy on all its China revenue where the rate is no higher, and by nothing
-- where that is not known either; a bound that leaves a quarter out is null. Amounts and shares take one type before
-- they are put together, since a union of sums would keep two decimals of a share.
{{ config(materialized='view') }}
with
checks as (
    select
        k.*,
        c.stated_on
    from {{ ref('int_claim_checks') }} as k
    inner join {{ ref('int_article_claims') }} as c on k.claim_id = c.claim_id
),

-- the fiscal quarters that end within a year of the claim, as far as product revenue is documented
due_quarters as (
    select
        k.*,
        d.ticker,
        d.fiscal_year,
        d.fiscal_quarter,
        d.period_end,
        d.levy_low_usd,
        d.levy_usd,
        coalesce(d.levy_high_usd, case when d.rate_share <= a.rate_share then a.levy_high_usd end) as levy_high_usd,
        d.gross_profit_usd,
        d.known_at
    from checks as k
    inner join {{ ref('levy_due') }} as d
        on
            k.scenario_id = d.scenario_id and list_contains(k.tickers, d.ticker)
            and k.stated_on < d.period_end and k.stated_on + interval '1 year' >= d.period_end
    left join {{ ref('levy_due') }} as a
        on
            a.scenario_id = 'article' and d.ticker = a.ticker and d.fiscal_year = a.fiscal_year
            and d.fiscal_quarter = a.fiscal_quarter
    where k.measure in ('levy_of_first_year', 'levy_of_gross_profit') and d.fiscal_quarter is not null
),

-- what the product revenue behind those quarters rests on: all its sources, and the weakest of its rows
due_evidence as (
    select
        q.check_id,
        {{ weakest_confidence('p.confidence') }} as confidence,
        string_agg(distinct p.source_id, ', ' order by p.source_id) as source_ids,
        any_value(
            format(
                'scenario_id = ''{}'' and ticker in (''{}'') and fiscal_quarter is not null '
                || 'and period_end > date ''{}'' and period_end <= date ''{}''',
                q.scenario_id, array_to_string(q.tickers, ''', '''), cast(q.stated_on as varchar),
                cast(cast(q.stated_on + interval '1 year' as date) as varchar)
            )
        ) as evidence_where
    from due_quarters as q
    inner join {{ ref('product_levies') }} as p
        on
            q.ticker = p.ticker and q.fiscal_year = p.fiscal_year and q.fiscal_quarter = p.fiscal_quarter
            and q.scenario_id = p.scenario_id
    where p.is_documented
    group by q.check_id
),

levies_of_first_year as (
    select
        check_id,
        'first year' as part,
        '' as words_of,
        sum(levy_low_usd) as low,
        case when count(*) = count(levy_usd) then sum(levy_usd) end as value,
        case when count(*) = count(levy_high_usd) then sum(levy_high_usd) end as high,
        string_agg(
            ticker || ' FY' || fiscal_year || ' Q' || fiscal_quarter || ' '
            || coalesce(cast(levy_usd as varchar), 'up to ' || levy_high_usd, 'unknown'),
            ' + ' order by ticker, period_end
        ) as formula,
        max(cast(known_at as date)) as known_on
    from due_quarters
    where measure = 'levy_of_first_year'
    group by check_id
    having count(*) filter (where ticker = tickers[1]) >= 4
),

levies_of_gross_profit as (
    select
        check_id,
        ticker as part,
        ' of ' || ticker as words_of,
        {{ share_of('sum(levy_low_usd)', 'sum(gross_profit_usd)') }} as low,
        case
            when count(*) = count(levy_usd) then {{ share_of('sum(levy_usd)', 'sum(gross_profit_usd)') }}
        end as value,
        case
            when count(*) = count(levy_high_usd) then {{ share_of('sum(levy_high_usd)', 'sum(gross_profit_usd)') }}
        end as high,
        'sum of levy_high_usd over sum of gross_profit_usd' as formula,
        max(cast(known_at as date)) as known_on
    from due_quarters
    where measure = 'levy_of_gross_profit' and gross_profit_usd is not null
    group by check_id, ticker
),

-- all sales of a product to China, or only those that a levy on licences falls on
product_sales as (
    select
        k.check_id,
        'FY' || any_value(k.fiscal_year_from)
        || if(any_value(k.fiscal_year_to = k.fiscal_year_from), '', ' to FY' || any_value(k.fiscal_year_to)) as part,
        '' as words_of,
        sum(l.licensed_revenue_low_usd) as low,
        case when count(*) = count(l.licensed_revenue_usd) then sum(l.licensed_revenue_usd) end as value,
        case when count(*) = count(l.licensed_revenue_high_usd) then sum(l.licensed_revenue_high_usd) end as high,
        string_agg(
            'FY' || l.fiscal_year || ' Q' || l.fiscal_quarter || ' '
            || coalesce(cast(l.licensed_revenue_usd as varchar), 'up to ' || l.licensed_revenue_high_usd),
            ' + ' order by l.period_end
        ) as formula,
        any_value(
            format(
                'ticker in (''{}'') and chip_id in (''{}'') and destination = ''china'' '
                || 'and fiscal_year between {} and {}',
                array_to_string(k.tickers, ''', '''), array_to_string(k.chip_ids, ''', '''),
                k.fiscal_year_from, k.fiscal_year_to
            )
        ) as evidence_where,
        max(l.known_on) as known_on,
        string_agg(distinct l.source_id, ', ' order by l.source_id) as source_ids,
        {{ weakest_confidence('l.confidence') }} as confidence
    from checks as k
    inner join {{ ref('licensed_revenue') }} as l
        on
            list_contains(k.tickers, l.ticker) and list_contains(k.chip_ids, l.chip_id) and l.destination = 'china'
            and l.fiscal_year between k.fiscal_year_from and k.fiscal_year_to
    where k.measure = 'product_sales' or (k.measure = 'licensed_sales' and l.is_in_base)
    group by k.check_id
),

gathered as (
    select * {{ as_claim_amounts() }} from levies_of_first_year
    union all by name
    select * {{ as_claim_amounts() }} from levies_of_gross_profit
    union all by name
    select * {{ as_claim_amounts() }} from product_sales
)

select
    g.check_id,
    k.claim_id,
    k.measure,
    k.role,
    'figure' as measure_kind,
    g.part,
    g.low,
    g.value,
    g.high,
    k.words || g.words_of as words,
    g.formula,
    if(e.check_id is null, 'levy.licensed_revenue', 'levy.levy_due') as evidence_table,
    coalesce(g.evidence_where, e.evidence_where) as evidence_where,
    g.known_on,
    coalesce(g.source_ids, e.source_ids) as source_ids,
    coalesce(g.confidence, e.confidence) as confidence
from gathered as g
inner join checks as k on g.check_id = k.check_id
left join due_evidence as e on g.check_id = e.check_id
where k.measure in ('product_sales', 'licensed_sales') or e.check_id is not null
