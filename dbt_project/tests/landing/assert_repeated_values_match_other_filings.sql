-- A filing repeats values of other periods within 1 % of the company's other filings; restatements change a few. Where
-- less than half of ten or more match, the filing has other units, other periods or another company, and is
-- quarantined. Of two filings that contradict each other, the one is quarantined that the other filings contradict.
with
amounts as (
    select distinct
        cik,
        accession,
        document,
        concept,
        unit,
        period_start,
        period_end,
        value
    from (
        {{ company_amounts('facts') }}
        union all
        {{ company_amounts('companyfacts') }}
    ) as both_sources
    where value != 0
),

things as (
    select
        cik,
        concept,
        unit,
        period_start,
        period_end,
        median(value) as middle
    from amounts
    group by cik, concept, unit, period_start, period_end
    having count(distinct accession) >= 3
),

judged as (
    select
        a.cik,
        a.accession,
        a.document,
        count(*) as shared_count,
        count(*) filter (where abs(a.value - t.middle) > 0.01 * abs(t.middle)) as other_count
    from amounts as a
    inner join things as t on {{ is_same_thing('a', 't') }}
    group by a.cik, a.accession, a.document
)

select
    cik,
    accession,
    document,
    other_count || ' of ' || shared_count || ' figures that it repeats are not what other filings say' as reason
from judged
where shared_count >= 10 and other_count > shared_count / 2
