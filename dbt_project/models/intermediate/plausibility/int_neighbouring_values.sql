-- Grain: first figure x figure of a neighbouring period (a quarter or a year before or after) that was known then.
-- `explained_share` is how much of the difference between the two other figures of the two filings explain: of revenue,
-- its cost and gross profit, the difference in one of them or in operating income, over the difference; of R&D, the
-- growth of all operating expense or of revenue, over its growth; of revenue in China, the growth of revenue.
with
slots (fiscal_period_type, neighbour_period_type, years) as (
    values
    {%- for period in ['Q1', 'Q2', 'Q3', 'Q4', 'H1', '9M', 'FY'] %}
        ('{{ period }}', '{{ period }}', -1),
        ('{{ period }}', '{{ period }}', 1),
    {%- endfor %}
    ('Q1', 'Q4', -1), ('Q2', 'Q1', 0), ('Q3', 'Q2', 0), ('Q4', 'Q3', 0),
    ('Q1', 'Q2', 0), ('Q2', 'Q3', 0), ('Q3', 'Q4', 0), ('Q4', 'Q1', 1)
),

wanted as (
    select
        f.*,
        s.neighbour_period_type,
        f.fiscal_year + s.years as neighbour_year
    from {{ ref('int_first_values') }} as f
    inner join slots as s on f.fiscal_period_type = s.fiscal_period_type
),

neighbours as (
    select
        w.*,
        n.value_usd as neighbour_usd,
        n.known_at as neighbour_known_at
    from wanted as w
    asof inner join {{ stated_values() }} as n
        on
            w.series_key = n.series_key and w.neighbour_year = n.fiscal_year
            and w.neighbour_period_type = n.fiscal_period_type and w.known_at >= n.known_at
),

-- what the filing of the figure says of the period under other metrics
beside as (
    select
        n.series_key,
        n.fiscal_year,
        n.fiscal_period_type,
        n.neighbour_year,
        n.neighbour_period_type,
        n.cik,
        n.neighbour_known_at,
        o.metric,
        o.value_usd
    from neighbours as n
    inner join {{ stated_values() }} as o
        on
            n.cik = o.cik and n.fiscal_year = o.fiscal_year and n.fiscal_period_type = o.fiscal_period_type
            and n.accession = o.accession and o.geography = 'total' and n.series_key != o.series_key
),

totals as (
    select
        b.series_key,
        b.fiscal_year,
        b.fiscal_period_type,
        b.neighbour_year,
        b.neighbour_period_type,
        max(b.value_usd) filter (where b.metric = 'revenue') as revenue_usd,
        max(o.value_usd) filter (where b.metric = 'revenue') as neighbour_revenue_usd,
        max(b.value_usd) filter (where b.metric = 'cost_of_revenue') as cost_of_revenue_usd,
        max(o.value_usd) filter (where b.metric = 'cost_of_revenue') as neighbour_cost_of_revenue_usd,
        max(b.value_usd) filter (where b.metric = 'gross_profit') as gross_profit_usd,
        max(o.value_usd) filter (where b.metric = 'gross_profit') as neighbour_gross_profit_usd,
        max(b.value_usd) filter (where b.metric = 'operating_income') as operating_income_usd,
        max(o.value_usd) filter (where b.metric = 'operating_income') as neighbour_operating_income_usd
    from beside as b
    asof inner join {{ stated_values() }} as o
        on
            b.cik = o.cik and b.metric = o.metric and o.geography = 'total' and b.neighbour_year = o.fiscal_year
            and b.neighbour_period_type = o.fiscal_period_type and b.neighbour_known_at >= o.known_at
    group by b.series_key, b.fiscal_year, b.fiscal_period_type, b.neighbour_year, b.neighbour_period_type
),

grown as (
    select
        *,
        coalesce(gross_profit_usd, revenue_usd) - operating_income_usd as expense_usd,
        coalesce(neighbour_gross_profit_usd, neighbour_revenue_usd) - neighbour_operating_income_usd
            as neighbour_expense_usd
    from totals
)

select
    n.series_key,
    n.fiscal_year,
    n.fiscal_period_type,
    n.accession,
    n.series,
    n.value_usd,
    n.tolerance_usd,
    n.neighbour_year,
    n.neighbour_period_type,
    n.neighbour_usd,
    case
        when n.series in ('rnd_expense', 'china_revenue')
            then
                {{ larger_of([
                    growth_quotient('g.revenue_usd', 'g.neighbour_revenue_usd', 'n.value_usd', 'n.neighbour_usd'),
                    "if(n.series = 'rnd_expense', "
                    ~ growth_quotient(
                        'g.expense_usd', 'g.neighbour_expense_usd', 'n.value_usd', 'n.neighbour_usd'
                    ) ~ ", null)",
                ]) }}
        else
            {{ larger_of([
                difference_quotient('g.revenue_usd', 'g.neighbour_revenue_usd', 'n.value_usd', 'n.neighbour_usd'),
                difference_quotient(
                    'g.cost_of_revenue_usd', 'g.neighbour_cost_of_revenue_usd', 'n.value_usd', 'n.neighbour_usd'
                ),
                difference_quotient(
                    'g.gross_profit_usd', 'g.neighbour_gross_profit_usd', 'n.value_usd', 'n.neighbour_usd'
                ),
                "if(n.series = 'cost_of_revenue', null, " ~ difference_quotient(
                    'g.operating_income_usd', 'g.neighbour_operating_income_usd', 'n.value_usd', 'n.neighbour_usd'
                ) ~ ")",
            ]) }}
    end as explained_share
from neighbours as n
left join grown as g
    on
        n.series_key = g.series_key and n.fiscal_year = g.fiscal_year and n.fiscal_period_type = g.fiscal_period_type
        and n.neighbour_year = g.neighbour_year and n.neighbour_period_type = g.neighbour_period_type
where n.neighbour_usd > 0
