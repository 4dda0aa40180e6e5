-- Grain: company. Its newest periodic report, and when the next is due; whether that is late is a question of the day,
-- so a day is not in it: `where next_late_from <= current_date`.
-- The query is macro filing_calendar_rows in macros/rows/filing_calendar.sql, since the landing checkpoint asks it of
-- the lists as they were landed.
with
expected as (
    {{ filing_calendar_rows(ref('int_filings')) }}
)

select
    c.ticker,
    c.cik,
    e.last_form,
    e.last_accession,
    cast(e.last_period_end as date) as last_period_end,
    e.next_form,
    cast(e.next_due_on as date) as next_due_on,
    cast(e.next_late_from as date) as next_late_from,
    case when e.cik is null then 'no periodic report is listed' end as null_reason,
    case when e.cik is null then 'no_periodic_report' end as null_reason_code
from {{ ref('int_companies') }} as c
left join expected as e on c.cik = e.cik
order by c.ticker
