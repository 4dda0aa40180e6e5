-- Grain: series x fiscal period: the figure with which filings first report it, and its series by the name under which
-- plausibility_limits.csv has its limits. Filings of one moment that agree give one row.
select
    series_key,
    cik,
    metric,
    geography,
    geography_basis,
    series,
    fiscal_year,
    fiscal_period_type,
    accession,
    known_at,
    value_usd,
    tolerance_usd
from {{ stated_values() }} as stated
qualify row_number() over (
    partition by series_key, fiscal_year, fiscal_period_type
    order by known_at asc, is_amendment desc, report_date desc nulls last, accession desc
) = 1
