-- rnd.rnd_expense as it was known at the end of a day, UTC.
{{ config(materialized='table_macro', parameters=['day'], contract={'enforced': false}) }}
with
as_known as (
    select *
    from {{ as_known_on('day') }}
)

{{ rnd_expense_rows('as_known') }}
order by l.ticker, l.fiscal_year, l.period_end, l.fiscal_quarter
