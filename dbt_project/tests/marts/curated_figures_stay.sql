-- What a mart takes over from a curated table is what stands there: rates, documented revenue, dates of catalysts.
select
    'regimes' as table_name,
    m.regime_id as what
from {{ ref('regimes') }} as m
left join {{ source('landing', 'levy_regimes') }} as l on m.regime_id = l.regime_id
where
    l.regime_id is null or m.rate_share is distinct from l.rate_share or m.status is distinct from l.status
    or m.effective_from is distinct from l.effective_from or m.effective_to is distinct from l.effective_to

union all

select
    'licensed_revenue' as table_name,
    m.ticker || ' ' || m.chip_id || ' ' || m.fiscal_year || ' ' || m.fiscal_quarter as what
from {{ ref('licensed_revenue') }} as m
left join {{ source('landing', 'licensed_revenue') }} as l
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
left join {{ source('landing', 'catalysts') }} as l on m.catalyst_id = l.catalyst_id
where
    l.catalyst_id is null
    or m.due_from is distinct from l.due_from or m.due_to is distinct from l.due_to
    or m.happened_from is distinct from l.happened_from or m.happened_to is distinct from l.happened_to
