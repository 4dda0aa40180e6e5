select
    ticker, company_name, fiscal_year, fiscal_quarter, period_end, scenario_id, scenario_label, base, geography_basis,
    rate_share, levy_low_usd, levy_usd, levy_high_usd, rnd_expense_usd, operating_income_usd, levy_of_rnd_share,
    levy_of_operating_income_share, levy_of_gross_profit_share, null_reason, accession, known_at, source_id
from levy.levy_due
where
    fiscal_quarter is null
    and (
        scenario_id != 'article'
        or geography_basis not in (select geography_basis from levy.scenarios where scenario_id != 'article')
    )
    and (ticker, fiscal_year) in (
        select (ticker, max(fiscal_year))
        from levy.levy_due
        where fiscal_quarter is null and levy_of_rnd_share is not null
        group by ticker
    )
order by ticker, rate_share is null, scenario_id
