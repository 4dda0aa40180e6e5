-- At most a tenth of the amounts in companyfacts for a filing differ from its document or are missing there. Otherwise
-- the document is another one, in other units, or renamed, and is quarantined. Tested from ten amounts on.
with
said as ({{ company_amounts('facts') }}),

listed as (
    select l.*
    from ({{ company_amounts('companyfacts') }}) as l
    semi join said as s on l.cik = s.cik and l.accession = s.accession
),

documents as (
    select distinct
        cik,
        accession,
        document
    from said
),

judged as (
    select
        l.cik,
        l.accession,
        count(*) as listed_count,
        count(*) filter (where not exists (
            select 1
            from said as s
            where s.accession = l.accession and s.value = l.value and {{ is_same_thing('s', 'l') }}
        )) as other_count
    from listed as l
    group by l.cik, l.accession
)

select
    j.cik,
    j.accession,
    d.document,
    j.other_count || ' of ' || j.listed_count || ' amounts that companyfacts has of it are not in it' as reason
from judged as j
inner join documents as d on j.cik = d.cik and j.accession = d.accession
where j.listed_count >= 10 and j.other_count > j.listed_count / 10
