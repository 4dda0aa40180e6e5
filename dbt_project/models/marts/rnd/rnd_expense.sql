-- Grain: company x fiscal period (quarter, or year with null fiscal_quarter).
-- Research and development: latest known, beside what was first reported.
-- The query is macro rnd_expense_rows in macros/rows/rnd_expense.sql, since rnd.rnd_expense_as_of asks it of what was
-- known on a day.
{{ rnd_expense_rows(ref('int_period_values')) }}
order by l.ticker, l.fiscal_year, l.period_end, l.fiscal_quarter
