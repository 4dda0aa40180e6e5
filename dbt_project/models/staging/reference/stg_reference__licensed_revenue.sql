-- Grain: company x product x fiscal quarter x destination x licensed or not.
select
    ticker,
    chip_id,
    fiscal_year,
    fiscal_quarter,
    period_start,
    period_end,
    destination,
    is_licensed,
    low_usd,
    point_usd,
    high_usd,
    evidence_kind,
    known_on,
    evidence,
    source_id,
    confidence
from {{ source('reference', 'licensed_revenue') }}
