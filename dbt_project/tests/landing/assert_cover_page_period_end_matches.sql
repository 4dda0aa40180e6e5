-- The period end on a document's cover page is within ten days of the one that EDGAR lists for the filing. Filers of
-- 52/53-week years sometimes write the end of the calendar month.
with
said as (
    select
        cik,
        accession,
        document,
        max(try_cast(value_text as date)) as period_end
    from {{ source('edgar', 'facts') }}
    where concept = 'dei:DocumentPeriodEndDate'
    group by cik, accession, document
)

select
    s.cik,
    s.accession,
    s.document,
    'its cover page says ' || s.period_end || ', the list of filings ' || f.report_date as reason
from said as s
inner join {{ source('edgar', 'filings') }} as f on s.cik = f.cik and s.accession = f.accession
where abs(date_diff('day', s.period_end, f.report_date)) > 10
