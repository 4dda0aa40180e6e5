-- Grain: company x fiscal period (quarter, or year with null fiscal_quarter).
-- Research and development: latest known, beside what was first reported.
{{ rnd_expense_rows(ref('int_period_values')) }}
order by l.ticker, l.fiscal_year, l.period_end, l.fiscal_quarter
