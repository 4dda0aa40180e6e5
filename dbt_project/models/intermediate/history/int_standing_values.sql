-- One row per series, fiscal year, slot (Q1..Q4, H1, 9M, FY) and moment at which anything of that year became known:
-- what filings say about it then. A statement stands until a later filing makes another.
-- The subtle decision: a filer that reports no gross profit (Qualcomm) has revenue less cost of revenue, where one
-- filing gives both and the cost leaves nothing out (a concept `...Excluding...` does).
with
statements as (
    select
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        slot,
        known_at,
        accession,
        form,
        concept,
        geography_scope,
        split_status,
        split_difference_usd,
        value_usd,
        tolerance_usd,
        case
            when filings_disagree then 'filings accepted at the same moment disagree, one of them ' || accession
            when facts_disagree then 'facts for this period disagree in ' || accession
            when value_usd is null then 'no readable value in ' || accession
        end as withheld_reason,
        [
            struct_pack(
                sign := 1, metric := metric, slot := slot, value_usd := value_usd, accession := accession,
                source_kind := source_kind, document := document, fact_no := fact_no
            )
        ] as operands
    from {{ ref('int_slot_values') }}
    -- accession decides only which of two filings of one moment that agree is named
    qualify row_number() over (
        partition by cik, metric, geography, geography_basis, fiscal_year, slot, known_at
        order by is_amendment desc, report_date desc nulls last, accession desc
    ) = 1
),

with_previous as (
    select
        *,
        lead(known_at) over series_slot as stands_until,
        value_usd - lag(value_usd) over series_slot as change_usd,
        greatest(tolerance_usd, lag(tolerance_usd) over series_slot) as unseen_usd
    from statements
    window series_slot as (partition by cik, metric, geography, geography_basis, fiscal_year, slot order by known_at)
),

standing as (
    select
        *,
        max(known_at) filter (where abs(change_usd) > unseen_usd) over (
            partition by cik, metric, geography, geography_basis, fiscal_year, slot order by known_at
        ) as restated_at
    from with_previous
),

moments as (
    select distinct
        cik,
        fiscal_year,
        known_at as moment
    from statements
),

stated as (
    select
        m.moment,
        s.cik,
        s.metric,
        s.geography,
        s.geography_basis,
        s.fiscal_year,
        s.slot,
        s.known_at,
        s.accession,
        s.form,
        s.concept,
        s.geography_scope,
        s.split_status,
        s.split_difference_usd,
        s.value_usd,
        s.tolerance_usd,
        s.withheld_reason,
        s.operands,
        s.restated_at
    from moments as m
    inner join standing as s
        on
            m.cik = s.cik and m.fiscal_year = s.fiscal_year and m.moment >= s.known_at
            and (s.stands_until is null or m.moment < s.stands_until)
),

revenue_and_cost as (
    select
        r.*,
        c.accession as cost_accession,
        c.form as cost_form,
        c.known_at as cost_known_at,
        c.restated_at as cost_restated_at,
        c.concept as cost_concept,
        c.value_usd as cost_usd,
        c.tolerance_usd as cost_tolerance_usd,
        c.operands as cost_operands
    from stated as r
    inner join stated as c
        on
            r.cik = c.cik and r.fiscal_year = c.fiscal_year and r.slot = c.slot and r.moment = c.moment
            and r.geography = c.geography
    semi join {{ ref('int_slot_values') }} as f
        on
            r.cik = f.cik and r.fiscal_year = f.fiscal_year and r.slot = f.slot and c.accession = f.accession
            and r.metric = f.metric and r.geography = f.geography and r.value_usd = f.value_usd
    anti join stated as g
        on
            r.cik = g.cik and r.fiscal_year = g.fiscal_year and r.slot = g.slot and r.moment = g.moment
            and r.geography = g.geography and g.metric = 'gross_profit'
    where
        r.metric = 'revenue' and r.geography = 'total' and c.metric = 'cost_of_revenue'
        and not contains(c.concept, 'Excluding') and c.value_usd is not null
)

select * from stated

union all

select
    b.moment,
    b.cik,
    'gross_profit' as metric,
    b.geography,
    b.geography_basis,
    b.fiscal_year,
    b.slot,
    greatest(b.known_at, b.cost_known_at) as known_at,
    b.cost_accession as accession,
    b.cost_form as form,
    b.concept || ' - ' || b.cost_concept as concept,
    b.geography_scope,
    b.split_status,
    b.split_difference_usd,
    b.value_usd - b.cost_usd as value_usd,
    b.tolerance_usd + b.cost_tolerance_usd as tolerance_usd,
    b.withheld_reason,
    list_concat(b.operands, {{ with_sign('b.cost_operands', '-1') }}) as operands,
    greatest(b.restated_at, b.cost_restated_at) as restated_at
from revenue_and_cost as b
