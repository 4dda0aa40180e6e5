-- Statements of expectation give the rate, or its bounds; a statement without an upper bound allows any higher rate.
select
    r.regime_id,
    r.rate_share,
    string_agg(s.statement_id, ', ' order by s.statement_id) as statements,
    min(s.low) as stated_low,
    max(s.high) as stated_high
from {{ ref('stg_reference__levy_regimes') }} as r
inner join {{ ref('stg_reference__levy_statements') }} as s on r.regime_id = s.regime_id
where s.topic = 'expectation' and s.unit = 'share'
group by r.regime_id, r.rate_share
having
    bool_or(r.rate_share < coalesce(s.low, s.point))
    or bool_or(r.rate_share > s.high)
