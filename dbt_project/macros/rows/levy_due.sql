{#
  Rows of levy.levy_due: each scenario's rate on the China revenue of `china` (one version), beside the company's
  `totals` of the same version. A scenario on basis `as_reported` takes the basis of the period's own filing; a year may
  have several bases and a quarter none of its own: one row a scenario, the one with a figure first.
#}
{% macro levy_due_rows(china, totals, scenarios) -%}
    select
        b.ticker,
        b.cik,
        b.company_name,
        b.fiscal_year,
        b.fiscal_quarter,
        b.period_start,
        b.period_end,
        b.calendar_quarter,
        s.scenario_id,
        s.scenario_label,
        s.rate_share,
        b.geography_basis,
        b.china_revenue_usd,
        {{ usd('s.rate_share * b.china_revenue_usd') }} as levy_usd,
        p.revenue_usd,
        p.gross_profit_usd,
        p.operating_income_usd,
        p.rnd_expense_usd,
        {{ share_of('s.rate_share * b.china_revenue_usd', 'p.revenue_usd') }} as levy_of_revenue_share,
        {{ share_of('s.rate_share * b.china_revenue_usd', 'p.gross_profit_usd') }} as levy_of_gross_profit_share,
        {{ share_of('s.rate_share * b.china_revenue_usd', 'p.operating_income_usd') }}
            as levy_of_operating_income_share,
        {{ share_of('s.rate_share * b.china_revenue_usd', 'p.rnd_expense_usd') }} as levy_of_rnd_share,
        b.derivation,
        b.formula,
        b.null_reason,
        b.caveat,
        b.accession,
        b.known_at
    from {{ china }} as b
    inner join {{ scenarios }} as s
        on
            b.geography_basis = s.geography_basis
            or (s.geography_basis = 'as_reported' and b.is_basis_of_own_filing)
    left join {{ totals }} as p
        on
            b.cik = p.cik and b.fiscal_year = p.fiscal_year
            and b.fiscal_quarter is not distinct from p.fiscal_quarter and p.slot not in ('H1', '9M')
    qualify row_number() over (
        partition by s.scenario_id, b.cik, b.fiscal_year, b.fiscal_quarter
        order by b.china_revenue_usd is null, b.known_at, b.geography_basis
    ) = 1
{%- endmacro %}
