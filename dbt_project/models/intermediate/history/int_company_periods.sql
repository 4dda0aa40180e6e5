-- One row per company, fiscal year, slot and version: the company totals side by side.
{{ company_totals(ref('int_period_values')) }}
