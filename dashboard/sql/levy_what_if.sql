-- One row per company and fiscal period: what is asked, and the stored scenario beside it.
select
    w.*,
    s.scenario_id as stored_scenario_id,
    s.levy_low_usd as stored_levy_low_usd,
    s.levy_usd as stored_levy_usd,
    s.levy_high_usd as stored_levy_high_usd,
    s.cumulative_levy_low_usd as stored_cumulative_levy_low_usd,
    s.cumulative_levy_usd as stored_cumulative_levy_usd,
    s.cumulative_levy_high_usd as stored_cumulative_levy_high_usd,
    s.borne_by_company_low_usd as stored_borne_by_company_low_usd,
    s.borne_by_company_high_usd as stored_borne_by_company_high_usd,
    s.levy_of_rnd_share as stored_levy_of_rnd_share,
    s.null_reason as stored_null_reason,
    $asked as asked,
    (select build_id from ops.refresh where is_current) as build_id
from levy.levy_what_if_borne($rate, $base, $from_date, $pass_through) as w
full join (from levy.levy_due where scenario_id = $scenario) as s
    on
        w.cik = s.cik and w.fiscal_year = s.fiscal_year
        and w.fiscal_quarter is not distinct from s.fiscal_quarter
order by coalesce(w.ticker, s.ticker), coalesce(w.period_end, s.period_end), coalesce(w.fiscal_quarter, s.fiscal_quarter)
