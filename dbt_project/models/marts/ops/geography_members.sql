-- Grain: company x member of a geographical axis. The place that each was mapped to; `unmapped` ones need a rule.
select
    c.ticker,
    c.cik,
    g.geography_member,
    g.geography,
    g.geography_scope,
    g.rule_id,
    cast(g.fact_count as bigint) as fact_count
from {{ ref('int_geography_members') }} as g
inner join {{ ref('int_companies') }} as c on g.cik = c.cik
order by c.ticker, g.geography_member
