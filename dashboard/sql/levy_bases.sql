-- Every base that levy.levy_what_if takes.
select 'china_revenue' as base_name, 'All China revenue, on the basis of each filing' as label, 1 as position

union all

select distinct geography_basis, 'All China revenue, by ' || replace(geography_basis, '_', ' '), 2
from levy.china_revenue
where china_revenue_usd is not null

union all

select 'licensed_revenue', 'Revenue of all licensed products', 3

union all

select 'regimes', 'Each product under the regimes of its day', 4

union all

select regime_id, 'Products under ' || instrument || ' (' || status || ')', 5
from levy.regimes
where base != 'china_sales'
order by position, label
