{# Positive figures whose order of magnitude data tests check, each table apart: current values; R&D as published. #}
{% macro magnitude_figures() -%}
with
figures as (
    select
        'ops.value_history' as table_name,
        ticker,
        metric,
        fiscal_year,
        slot,
        value_usd
    from {{ ref('value_history') }}
    where
        known_until is null and {{ is_never_negative('metric') }} and geography = 'total'
        and value_usd > 0

    union all

    select
        'rnd.rnd_expense' as table_name,
        ticker,
        'rnd_expense' as metric,
        fiscal_year,
        coalesce('Q' || fiscal_quarter, 'FY') as slot,
        rnd_expense_usd as value_usd
    from {{ ref('rnd_expense') }}
    where rnd_expense_usd > 0
)
{%- endmacro %}
