-- levy.levy_what_if of which buyers bear a part:
-- `from levy.levy_what_if_borne(0.15, 'china_revenue', null, [0, 0.25, 0.5])`,
-- low, point and high of what is passed on, as shares of the levy. The subtle decision: a macro of its own, because the
-- file's format, which old readers know, keeps no default of a macro's parameter.
{{ config(
    materialized='table_macro', parameters=['rate', 'base_name', 'from_date', 'pass_through'],
    contract={'enforced': false}
) }}
{{ levy_what_if_rows('pass_through') }}
order by d.ticker, d.fiscal_year, d.period_end, d.fiscal_quarter
