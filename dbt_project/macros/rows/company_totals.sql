{# Rows of company totals side by side, one per company, fiscal period and version of `values`. #}
{% macro company_totals(values) -%}
    select
        ticker,
        cik,
        company_name,
        fiscal_year,
        fiscal_period_type,
        fiscal_quarter,
        period_start,
        period_end,
        calendar_quarter,
        version,
        max(value_usd) filter (where metric = 'revenue') as revenue_usd,
        max(value_usd) filter (where metric = 'rnd_expense') as rnd_expense_usd,
        max(value_usd) filter (where metric = 'gross_profit') as gross_profit_usd,
        coalesce(max(derivation) filter (where metric = 'gross_profit'), 'missing') as gross_profit_derivation,
        max(value_usd) filter (where metric = 'operating_income') as operating_income_usd
    from {{ values }}
    where geography = 'total'
    group by all
{%- endmacro %}
