-- The newest report of a company has at least three quarters as many numbers as the shortest earlier one of its form.
-- One with fewer may have been read in part, and is reported. Tested with two or more earlier reports. Not quarantined:
-- a company that sold half of its business writes a shorter report.
with
reports as (
    select
        f.cik,
        f.accession,
        f.document,
        l.form,
        l.accepted_at,
        count(*) as number_count
    from {{ source('edgar', 'facts') }} as f
    inner join {{ source('edgar', 'filings') }} as l on f.cik = l.cik and f.accession = l.accession
    where f.is_numeric
    group by all
),

compared as (
    select
        *,
        min(number_count) over earlier as fewest,
        count(*) over earlier as earlier_count,
        row_number() over (partition by cik, form order by accepted_at desc, accession desc) as from_the_end
    from reports
    window earlier as (
        partition by cik, form
        order by accepted_at, accession
        rows between unbounded preceding and 1 preceding
    )
)

select
    cik,
    accession,
    document,
    form || ': ' || number_count || ' numbers, and ' || fewest || ' in the shortest before' as reason
from compared
where from_the_end = 1 and earlier_count >= 2 and number_count < 0.75 * fewest
