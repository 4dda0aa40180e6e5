-- Rates, documented revenue, dates of catalysts and stated claims are in the marts as in their curated tables, and no
-- row is missing.
select
    'regimes' as table_name,
    m.regime_id as what
from {{ ref('regimes') }} as m
left join {{ ref('stg_reference__levy_regimes') }} as l on m.regime_id = l.regime_id
where
    l.regime_id is null or m.rate_share is distinct from l.rate_share or m.status is distinct from l.status
    or m.effective_from is distinct from l.effective_from or m.effective_to is distinct from l.effective_to

union all

select
    'licensed_revenue' as table_name,
    m.ticker || ' ' || m.chip_id || ' ' || m.fiscal_year || ' ' || m.fiscal_quarter as what
from {{ ref('licensed_revenue') }} as m
left join {{ ref('stg_reference__licensed_revenue') }} as l
    on
        m.ticker = l.ticker and m.chip_id = l.chip_id and m.fiscal_year = l.fiscal_year
        and m.fiscal_quarter = l.fiscal_quarter and m.destination = l.destination
        and m.is_licensed = (l.is_licensed = 'yes')
where
    l.ticker is null
    or m.licensed_revenue_low_usd is distinct from {{ usd('l.low_usd') }}
    or m.licensed_revenue_high_usd is distinct from {{ usd('l.high_usd') }}
    or m.licensed_revenue_usd != {{ usd('l.point_usd') }}

union all

select
    'catalysts' as table_name,
    m.catalyst_id as what
from {{ ref('catalysts') }} as m
left join {{ ref('stg_reference__catalysts') }} as l on m.catalyst_id = l.catalyst_id
where
    l.catalyst_id is null
    or m.due_from is distinct from l.due_from or m.due_to is distinct from l.due_to
    or m.happened_from is distinct from l.happened_from or m.happened_to is distinct from l.happened_to

union all

{% for mart, (table, key) in {
    'regimes': ('levy_regimes', 'regime_id'),
    'catalysts': ('catalysts', 'catalyst_id'),
    'article_claims': ('article_claims', 'claim_id'),
    'yield_evidence': ('yield_estimates', 'claim_id'),
    'capacity_evidence': ('capacity_estimates', 'claim_id'),
    'scenarios': ('levy_scenarios', 'scenario_id')
}.items() %}
    select
        '{{ mart }}' as table_name,
        l.{{ key }} || ' is missing' as what
    from {{ ref('stg_reference__' ~ table) }} as l
    anti join {{ ref(mart) }} as m on l.{{ key }} = m.{{ key }}

    union all
{% endfor %}

select
    'licensed_revenue' as table_name,
    l.ticker || ' ' || l.chip_id || ' ' || l.fiscal_year || ' ' || l.fiscal_quarter || ' is missing' as what
from {{ ref('stg_reference__licensed_revenue') }} as l
anti join {{ ref('licensed_revenue') }} as m
    on
        l.ticker = m.ticker and l.chip_id = m.chip_id and l.fiscal_year = m.fiscal_year
        and l.fiscal_quarter = m.fiscal_quarter and l.destination = m.destination

union all

select
    'article_claims' as table_name,
    m.claim_id as what
from {{ ref('article_claims') }} as m
inner join {{ ref('int_article_claims') }} as l on m.claim_id = l.claim_id
where
    m.stated_low is distinct from l.stated_low or m.stated_value is distinct from l.stated_value
    or m.stated_high is distinct from l.stated_high
