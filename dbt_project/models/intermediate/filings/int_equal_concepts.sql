-- One row per company, metric and two concepts that are names of one figure there: filings give the same value under
-- both for two periods or more, and for none only different values. `known_at`: from when on the second such period
-- shows it.
with
given as (
    select
        cik,
        metric,
        concept,
        period_start,
        period_end,
        value_usd,
        min({{ half_unit('value_usd', 'decimals') }}) as tolerance_usd,
        min(known_at) as known_at
    from {{ ref('int_concept_values') }}
    where geography = 'total' and value_usd != 0
    group by cik, metric, concept, period_start, period_end, value_usd
),

periods as (
    select
        a.cik,
        a.metric,
        a.concept,
        b.concept as other_concept,
        a.period_end,
        min(greatest(a.known_at, b.known_at)) filter (
            where abs(a.value_usd - b.value_usd) <= greatest(a.tolerance_usd, b.tolerance_usd)
        ) as equal_at
    from given as a
    inner join given as b
        on
            a.cik = b.cik and a.metric = b.metric and a.concept != b.concept
            and a.period_start = b.period_start and a.period_end = b.period_end
    group by a.cik, a.metric, a.concept, b.concept, a.period_start, a.period_end
)

select
    cik,
    metric,
    concept,
    other_concept,
    list_sort(list(equal_at))[2] as known_at
from periods
group by cik, metric, concept, other_concept
having count(*) >= 2 and count(equal_at) = count(*)
