{#
  Rows of levy.exposure: `rows` of a company's China revenue by year with its denominators, and the levy on it at `rate`,
  low, point and high, against the year's R&D and operating income.
#}
{% macro exposure_rows(rows, rate) -%}
    select
        x.*,
        cast({{ rate }} as decimal(9, 6)) as rate_share,
        {{ usd_times(rate, 'x.china_revenue_low_usd') }} as levy_low_usd,
        {{ usd_times(rate, 'x.china_revenue_usd') }} as levy_usd,
        {{ usd_times(rate, 'x.china_revenue_high_usd') }} as levy_high_usd,
        {{ share_of('levy_low_usd', 'x.rnd_expense_usd') }} as levy_of_rnd_low_share,
        {{ share_of('levy_usd', 'x.rnd_expense_usd') }} as levy_of_rnd_share,
        {{ share_of('levy_high_usd', 'x.rnd_expense_usd') }} as levy_of_rnd_high_share,
        {{ share_of('levy_low_usd', 'x.operating_income_usd') }} as levy_of_operating_income_low_share,
        {{ share_of('levy_usd', 'x.operating_income_usd') }} as levy_of_operating_income_share,
        {{ share_of('levy_high_usd', 'x.operating_income_usd') }} as levy_of_operating_income_high_share
    from {{ rows }} as x
{%- endmacro %}
