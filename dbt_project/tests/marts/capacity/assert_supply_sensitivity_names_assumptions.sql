-- With the input that matters most is what it rests on, as capacity.supply_inputs has it: a headline that hangs
-- on an assumption alone can say so.
select
    s.year,
    s.scenario_id,
    s.most_sensitive_input,
    s.most_sensitive_rests_on,
    i.rests_on
from {{ ref('accelerator_supply') }} as s
left join {{ ref('supply_inputs') }} as i
    on s.scenario_id = i.scenario_id and s.year = i.year and s.most_sensitive_input = i.parameter
where
    s.most_sensitive_rests_on is distinct from i.rests_on
    or (i.rests_on = 'assumption_alone') != (i.is_assumption and i.claim_ids = '')
