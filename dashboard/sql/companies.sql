-- Companies of the levy marts; those of which a China revenue is known come first.
select ticker, any_value(company_name) as company_name, count(levy_usd) > 0 as has_figures
from levy.levy_due
group by ticker
order by has_figures desc, count(levy_usd) desc, ticker
