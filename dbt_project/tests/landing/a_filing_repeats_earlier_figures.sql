-- A filing repeats figures of other periods, within 1 % of what other filings of the company say; restatements change a
-- few. Where less than half of ten or more agree, it is in other units, of other periods or of another company. Of two
-- filings that contradict each other, the one is set aside that the rest of the filings contradicts.
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

-- The values that each filing gives for one thing, and all others' values for it.
things as (
    select
        *,
        count(distinct accession) over thing as filings_count,
        median(value) over thing as middle
    from amounts
    window thing as (partition by cik, concept, unit, period_start, period_end)
),

judged as (
    select
        cik,
        accession,
        document,
        count(*) as shared_count,
        count(*) filter (where abs(value - middle) > 0.01 * abs(middle)) as other_count
    from things
    where filings_count >= 3
    group by cik, accession, document
)

select
    cik,
    accession,
    document,
    other_count || ' of ' || shared_count || ' figures that it repeats are not what other filings say' as reason
from judged
where shared_count >= 10 and other_count > shared_count / 2
