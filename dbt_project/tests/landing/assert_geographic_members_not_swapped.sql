-- No filing gives a place the values that an earlier filing gave for another place; otherwise members were swapped, and
-- the filing is quarantined. Tested where this happens at least twice and in at least half of the values that differ
-- from earlier filings. A recast gives other values, and not those of another place.
with
places as (
    select distinct
        f.cik,
        f.accession,
        f.document,
        l.accepted_at,
        f.concept,
        f.unit,
        f.period_start,
        f.period_end,
        f.dimensions[1].member as member,
        f.value
    from {{ source('edgar', 'facts') }} as f
    inner join {{ source('edgar', 'filings') }} as l on f.cik = l.cik and f.accession = l.accession
    where
        f.is_numeric and f.value != 0 and len(f.dimensions) = 1
        and f.dimensions[1].axis = 'srt:StatementGeographicalAxis'
),

otherwise as (
    select
        p.cik,
        p.accession,
        p.document,
        p.member,
        e.accession as earlier_accession,
        count(o.member) > 0 as is_of_another
    from places as p
    inner join places as e
        on {{ is_same_thing('p', 'e') }} and p.member = e.member and p.accepted_at > e.accepted_at
    left join places as o
        on e.accession = o.accession and {{ is_same_thing('o', 'p') }} and p.member != o.member and p.value = o.value
    where p.value != e.value
    group by p.cik, p.accession, p.document, p.member, p.concept, p.unit, p.period_start, p.period_end, e.accession
),

judged as (
    select
        cik,
        accession,
        document,
        earlier_accession,
        count(*) as other_count,
        count(*) filter (where is_of_another) as another_count,
        string_agg(distinct member, ', ' order by member) filter (where is_of_another) as members
    from otherwise
    group by cik, accession, document, earlier_accession
)

select
    cik,
    accession,
    document,
    members || ': ' || another_count || ' figures are what ' || any_value(earlier_accession) || ' gave for other places'
        as reason
from judged
where another_count >= 2 and another_count >= other_count / 2
group by cik, accession, document, members, another_count
