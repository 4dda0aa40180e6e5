-- A scenario of what is in force takes nothing under a regime that is announced, superseded, struck, proposed or
-- hypothetical.
select
    p.scenario_id,
    p.regime_id,
    p.ticker,
    p.chip_id,
    r.status
from {{ ref('product_levies') }} as p
inner join {{ ref('scenarios') }} as s on p.scenario_id = s.scenario_id
inner join {{ ref('regimes') }} as r on p.regime_id = r.regime_id
where s.base = 'regimes' and r.status != 'in_force'
