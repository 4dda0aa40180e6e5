select
    ticker, company_name, regime_id, instrument, status, rate_share, rate_is_least, expected_rate_low_share,
    expected_rate_high_share, expectation, regulation,
    due_low_usd, due_usd, due_high_usd, due_documented_usd, due_null_reason, accrued_usd, accrued_null_reason, paid_usd,
    paid_null_reason, pass_through_high_share, pass_through, period_end, known_on, source_id
from levy.levy_status
where due_low_usd is not null
order by instrument desc, ticker
