-- Grain: regime version. Which instrument, rate and base, which products, from when to when, its status and source.
-- Rates are shares of the base; the scope by specifications is computed in levy.product_regimes.
with
chips_in_scope as (
    select
        regime_id,
        string_agg(chip, ', ' order by chip_id) filter (where is_in_scope) as chips
    from {{ ref('int_chip_regimes') }}
    group by regime_id
)

select
    r.regime_id,
    r.jurisdiction,
    r.authority,
    r.instrument,
    cast(r.rate_share as decimal(9, 6)) as rate_share,
    r.rate_is_least,
    r.base,
    r.scope_windows,
    c.chips,
    r.tickers,
    r.effective_from,
    r.effective_to,
    r.status,
    r.supersedes,
    r.note,
    r.source_id,
    s.url as source_url,
    r.confidence
from {{ ref('int_regimes') }} as r
left join chips_in_scope as c on r.regime_id = c.regime_id
left join {{ ref('int_citations') }} as s on r.source_id = s.source_id
order by r.jurisdiction, r.effective_from, r.regime_id
