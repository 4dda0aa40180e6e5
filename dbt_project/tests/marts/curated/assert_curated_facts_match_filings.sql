-- Rounding: half a unit of the last digit that each value has. Countries are compared within one geography basis, which
-- geography_basis_overrides gives by filing, since a filing may recast the years before.
with
facts as (
    select
        f.accession,
        f.cik,
        f.concept,
        f.unit,
        f.period_start,
        f.period_end,
        f.value,
        coalesce(f.dimensions[1].member, '') as member,
        coalesce(o.geography_basis, '') as geography_basis,
        coalesce(power(10, -try_cast(f.decimals as integer)) / 2, 0) as rounding
    from {{ ref('stg_reference__curated_facts') }} as f
    left join {{ ref('stg_reference__geography_basis_overrides') }} as o on f.accession = o.accession
),

filed as (
    select
        f.accession,
        f.concept,
        f.member,
        f.period_end,
        f.value,
        min(abs(f.value - l.value)) as difference,
        any_value(f.rounding) as rounding,
        arg_min(l.value, abs(f.value - l.value)) as other_value,
        arg_min(l.accession, abs(f.value - l.value)) as other_accession
    from facts as f
    inner join {{ ref('stg_edgar__companyfacts') }} as l
        on
            f.cik = l.cik and f.concept = l.concept and f.unit = l.unit
            and f.period_start = l.period_start and f.period_end = l.period_end
    where f.member = ''
    group by f.accession, f.concept, f.member, f.period_end, f.value
)

select
    accession,
    concept,
    member,
    period_end,
    value,
    'companyfacts has ' || other_value || ' in ' || other_accession as reason
from filed
where difference > rounding

union all

select
    w.accession,
    w.concept,
    w.member,
    w.period_end,
    w.value,
    'its two parts add up to ' || (a.value + b.value) || ' (' || a.accession || ', ' || b.accession || ')' as reason
from facts as w
inner join facts as a
    on
        w.cik = a.cik and w.concept = a.concept and w.unit = a.unit and w.member = a.member
        and w.period_start = a.period_start and w.period_end > a.period_end
inner join facts as b
    on
        w.cik = b.cik and w.concept = b.concept and w.unit = b.unit and w.member = b.member
        and w.period_end = b.period_end and a.period_end + interval 1 day = b.period_start
where
    w.unit != 'pure'
    and (
        w.member = ''
        or w.geography_basis = a.geography_basis and w.geography_basis = b.geography_basis and w.geography_basis != ''
    )
    and abs(w.value - a.value - b.value) > w.rounding + a.rounding + b.rounding

union all

select
    p.accession,
    p.concept,
    p.member,
    p.period_end,
    p.value,
    'more than the total, ' || t.value as reason
from facts as p
inner join facts as t
    on
        p.cik = t.cik and p.concept = t.concept and p.unit = t.unit and t.member = '' and p.member != ''
        and p.period_start = t.period_start and p.period_end = t.period_end
where p.value > t.value
