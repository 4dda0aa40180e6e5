-- Reports arrive by the filing calendar (macro filing_calendar_rows). Judged on the day of the last listed filing of
-- any form, and on today where lists come from the service itself.
with
expected as (
    {{ filing_calendar_rows(source('edgar', 'filings')) }}
),

listed as (
    select
        cik,
        max(filed) as newest
    from {{ source('edgar', 'filings') }}
    group by cik
)

select
    e.cik,
    format(
        'the {} after the period to {} was due by {}', e.next_form, e.last_period_end, e.next_late_from - 1
    ) as reason
from expected as e
inner join listed as l on e.cik = l.cik
inner join {{ source('checkpoint', 'visits') }} as v on e.cik = v.cik
where e.next_late_from <= if(v.origin_kind = 'service', greatest(v.checked_on, l.newest), l.newest)
