-- The filing calendar: a quarter has at most 14 weeks; its 10-Q is due 45 days after it, a 10-K at most 90, a 20-F or
-- 40-F 120 days after a year of at most 53 weeks. Five days of grace (weekends, notices of late filing). Asked as of
-- the last filing of any form that the list has, and as of today where lists come from the service itself.
with
reports as (
    select
        cik,
        report_date,
        regexp_extract(form, '^(10-K|10-Q|20-F|40-F)') as family
    from {{ source('landing', 'filings') }}
    where regexp_matches(form, '^(10-K|10-KT|10-Q|10-QT|20-F|40-F)$') and report_date is not null
),

listed as (
    select
        cik,
        max(filed) as newest
    from {{ source('landing', 'filings') }}
    group by cik
),

newest as (
    select
        cik,
        max(report_date) as report_date,
        max(report_date) filter (where family = '10-K') as year_end,
        arg_max(family, report_date) as family
    from reports
    group by cik
),

expected as (
    select
        n.cik,
        n.report_date,
        case
            when n.family in ('20-F', '40-F') then '20-F or 40-F'
            when quarters.quarter_count >= 3 then '10-K'
            else '10-Q'
        end as form,
        n.report_date + case
            when n.family in ('20-F', '40-F') then 371 + 120
            when quarters.quarter_count >= 3 then 98 + 90
            else 98 + 45
        end + 5 as due
    from newest as n
    cross join lateral (
        select count(distinct r.report_date) as quarter_count
        from reports as r
        where r.cik = n.cik and r.family = '10-Q' and r.report_date > coalesce(n.year_end, r.report_date)
    ) as quarters
)

select
    e.cik,
    'the ' || e.form || ' after the period to ' || e.report_date || ' was due by ' || e.due as reason
from expected as e
inner join listed as l on e.cik = l.cik
inner join {{ source('landing', 'visits') }} as v on e.cik = v.cik
where e.due < case when v.origin_kind = 'service' then greatest(v.checked_on, l.newest) else l.newest end
