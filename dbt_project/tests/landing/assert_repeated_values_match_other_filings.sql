-- A filing repeats values of other periods within 1 % of the company's other filings; restatements change a few, and a
-- recast for discontinued operations or a new standard most, each by another share. A filing is quarantined where less
-- than half of ten or more match, and of those that differ half have one common ratio to the other filings (thousands
-- taken for dollars, signs turned), or less than half lie between half and twice of them (another company). Of two
-- filings that contradict each other, the one is quarantined that the other filings contradict.
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
    having count(distinct accession) >= 3 and median(value) != 0
),

compared as (
    select
        a.cik,
        a.accession,
        a.document,
        a.value / t.middle as ratio,
        abs(ratio - 1) > 0.01 as is_other
    from amounts as a
    inner join things as t on {{ is_same_thing('a', 't') }}
),

ratios as (
    select
        cik,
        accession,
        document,
        round(ratio, 1 - cast(floor(log10(abs(ratio))) as integer)) as common_ratio,
        count(*) as value_count
    from compared
    where ratio not between 0.5 and 2
    group by cik, accession, document, common_ratio
),

judged as (
    select
        c.cik,
        c.accession,
        c.document,
        count(*) as shared_count,
        count(*) filter (where c.is_other) as other_count,
        count(*) filter (where c.is_other and c.ratio between 0.5 and 2) as near_count
    from compared as c
    group by c.cik, c.accession, c.document
)

select
    j.cik,
    j.accession,
    j.document,
    j.other_count || ' of ' || j.shared_count || ' figures that it repeats are not what other filings say'
    || case
        when coalesce(max(r.value_count), 0) >= 0.5 * j.other_count
            then ', ' || max(r.value_count) || ' of them ' || arg_max(r.common_ratio, r.value_count) || ' times as much'
        else ''
    end as reason
from judged as j
left join ratios as r on j.cik = r.cik and j.accession = r.accession and j.document = r.document
where j.shared_count >= 10 and j.other_count > j.shared_count / 2
group by j.cik, j.accession, j.document, j.shared_count, j.other_count, j.near_count
having coalesce(max(r.value_count), 0) >= 0.5 * j.other_count or j.near_count < 0.5 * j.other_count
