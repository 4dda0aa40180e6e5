-- A company reports in one currency. A document mainly in another currency is quarantined unless companyfacts has the
-- same currency for that filing.
with
used as (
    select
        cik,
        accession,
        document,
        unit,
        count(*) as amount_count
    from ({{ company_amounts('facts') }}) as amounts
    group by cik, accession, document, unit
),

main as (
    select
        cik,
        accession,
        document,
        arg_max(unit, (amount_count, unit)) as unit
    from used
    group by cik, accession, document
),

of_company as (
    select
        cik,
        arg_max(unit, (amount_count, unit)) as unit
    from (
        select
            cik,
            unit,
            count(*) as amount_count
        from ({{ company_amounts('companyfacts') }}) as amounts
        group by cik, unit
        union all
        select
            cik,
            unit,
            sum(amount_count) as amount_count
        from used
        group by cik, unit
    ) as all_amounts
    group by cik
)

select
    m.cik,
    m.accession,
    m.document,
    'its amounts are in ' || m.unit || ', the company''s others in ' || c.unit as reason
from main as m
inner join of_company as c on m.cik = c.cik
where
    m.unit != c.unit
    and not exists (
        select 1
        from ({{ company_amounts('companyfacts') }}) as l
        where l.cik = m.cik and l.accession = m.accession and l.unit = m.unit
    )
