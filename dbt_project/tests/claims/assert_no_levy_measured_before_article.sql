-- The article claims no levy for years that had ended: a levy on China revenue decides no claim about such a year. It
-- compares one projected year with past budgets.
select
    m.claim_id,
    m.check_id,
    m.part
from {{ ref('claim_measures') }} as m
inner join {{ ref('int_claim_checks') }} as k on m.check_id = k.check_id
inner join {{ ref('int_article_claims') }} as c on m.claim_id = c.claim_id
where m.role = 'decides' and m.measure = 'levy_on_china_revenue' and k.fiscal_year_to <= year(c.stated_on)
