-- One row per series, fiscal period (Q1..Q4, H1, 9M, FY, TP) and moment at which anything of that year became known:
-- what filings say about it then. What a filing says holds until a later filing says something else.
-- Decision: a filer that reports no gross profit (Qualcomm) has revenue less cost of revenue, where one
-- filing gives both and the cost leaves nothing out (a concept `...Excluding...` does).
with
statements as (
    select
        *,
        case
            when filings_disagree then 'filings_disagree'
            when facts_disagree then 'facts_disagree'
            when implausible_rule is not null then 'implausible_value'
            when value_usd is null then 'value_unreadable'
        end as withheld_code,
        case when withheld_code = 'implausible_value' then implausible_because end as withheld_formula,
        case when withheld_code = 'implausible_value' then stated_usd end as withheld_usd,
        [
            struct_pack(
                sign := 1, metric := metric, fiscal_period_type := fiscal_period_type, value_usd := value_usd,
                accession := accession,
                source_kind := source_kind, document := document, fact_no := fact_no
            )
        ] as operands
    from {{ ref('int_plausible_values') }}
    -- accession decides only which of two filings of one moment that agree is named
    qualify row_number() over (
        partition by series_key, fiscal_year, fiscal_period_type, known_at
        order by is_amendment desc, report_date desc nulls last, accession desc
    ) = 1
),

compared as (
    select
        *,
        abs(value_usd - lag(value_usd) over previous) > greatest(tolerance_usd, lag(tolerance_usd) over previous)
            as is_restated
    from statements
    window previous as (partition by series_key, fiscal_year, fiscal_period_type order by known_at)
),

restated as (
    select
        * exclude (is_restated),
        max(known_at) filter (where is_restated) over (
            partition by series_key, fiscal_year, fiscal_period_type order by known_at
        ) as restated_at
    from compared
),

-- every concept under which filings have given this value so far
under_concepts as (
    select
        * replace (
            list_sort(list_distinct(flatten(list(concepts) over (
                partition by series_key, fiscal_year, fiscal_period_type, restated_at order by known_at
            )))) as concepts
        )
    from restated
),

moments as (
    select distinct
        cik,
        fiscal_year,
        known_at as moment
    from statements
),

period_moments as (
    select distinct
        s.series_key,
        s.fiscal_year,
        s.fiscal_period_type,
        m.moment
    from statements as s
    inner join moments as m on s.cik = m.cik and s.fiscal_year = m.fiscal_year and s.known_at <= m.moment
),

stated as (
    select
        m.moment,
        s.*
    from period_moments as m
    asof inner join under_concepts as s
        on
            m.series_key = s.series_key and m.fiscal_year = s.fiscal_year
            and m.fiscal_period_type = s.fiscal_period_type and m.moment >= s.known_at
),

totals as (
    select *
    from stated
    where geography = 'total'
),

revenue_less_cost as (
    select
        r.* replace (
            {{ series_key('r.cik', "'gross_profit'", 'r.geography', 'r.geography_basis') }} as series_key,
            'gross_profit' as metric,
            greatest(r.known_at, c.known_at) as known_at,
            c.accession as accession,
            c.form as form,
            r.concept || ' - ' || c.concept as concept,
            [r.concept || ' - ' || c.concept] as concepts,
            r.value_usd - c.value_usd as value_usd,
            r.tolerance_usd + c.tolerance_usd as tolerance_usd,
            list_concat(r.operands, {{ with_sign('c.operands', '-1') }}) as operands,
            greatest(r.restated_at, c.restated_at) as restated_at
        )
    from totals as r
    inner join totals as c
        on
            r.cik = c.cik and r.fiscal_year = c.fiscal_year
            and r.fiscal_period_type = c.fiscal_period_type and r.moment = c.moment
            and c.metric = 'cost_of_revenue'
    -- the filing of the cost gives the same revenue
    semi join {{ ref('int_plausible_values') }} as f
        on
            r.series_key = f.series_key and r.fiscal_year = f.fiscal_year
            and r.fiscal_period_type = f.fiscal_period_type and c.accession = f.accession and r.value_usd = f.value_usd
    anti join totals as g
        on
            r.cik = g.cik and r.fiscal_year = g.fiscal_year
            and r.fiscal_period_type = g.fiscal_period_type and r.moment = g.moment
            and g.metric = 'gross_profit'
    where r.metric = 'revenue' and not contains(c.concept, 'Excluding') and c.value_usd is not null
),

gathered as (
    select * from stated
    union all
    select * from revenue_less_cost
),

-- other names of the same figure, as far as filings had shown them
other_names as (
    select
        g.series_key,
        g.fiscal_year,
        g.fiscal_period_type,
        g.moment,
        list(e.other_concept) as concepts
    from gathered as g
    inner join {{ ref('int_equal_concepts') }} as e
        on g.cik = e.cik and g.metric = e.metric and g.concept = e.concept and g.moment >= e.known_at
    group by g.series_key, g.fiscal_year, g.fiscal_period_type, g.moment
)

select
    g.series_key,
    g.moment,
    g.cik,
    g.metric,
    g.geography,
    g.geography_basis,
    g.fiscal_year,
    g.fiscal_period_type,
    g.known_at,
    g.accession,
    g.form,
    g.concept,
    list_sort(list_distinct(list_concat(g.concepts, n.concepts))) as concepts,
    g.geography_scope,
    g.split_status,
    g.split_difference_usd,
    g.value_usd,
    g.tolerance_usd,
    g.share_formula,
    g.withheld_code,
    g.withheld_formula,
    g.withheld_usd,
    g.operands,
    g.restated_at
from gathered as g
left join other_names as n
    on
        g.series_key = n.series_key and g.fiscal_year = n.fiscal_year
        and g.fiscal_period_type = n.fiscal_period_type and g.moment = n.moment
