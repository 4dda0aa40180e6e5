-- One row per company, fiscal period and version: the company totals side by side.
{{ company_totals(ref('int_period_values')) }}
