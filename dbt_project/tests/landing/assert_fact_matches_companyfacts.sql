-- A fact equals the amount in EDGAR's companyfacts for the same filing, concept, unit and period, to the dollar. A
-- document may repeat a fact in different roundings: one of them is equal.
with
said as ({{ company_amounts('facts') }}),

listed as ({{ company_amounts('companyfacts') }}),

compared as (
    select
        s.cik,
        s.accession,
        s.document,
        s.fact_no,
        s.concept,
        s.period_end,
        s.value,
        l.value as listed_value,
        bool_or(s.value = l.value) over (
            partition by s.cik, s.accession, s.concept, s.unit, s.period_start, s.period_end
        ) as is_agreed
    from said as s
    inner join listed as l on s.accession = l.accession and {{ is_same_thing('s', 'l') }}
)

select
    cik,
    accession,
    document,
    fact_no,
    concept || ' to ' || period_end || ': ' || trim(printf('%20.2f', value)) || ', companyfacts has '
    || trim(printf('%20.2f', max(listed_value))) as reason
from compared
where not is_agreed
group by cik, accession, document, fact_no, concept, period_end, value
