-- `displayed` of a curated fact is typed_again of its row.
select
    f.accession,
    f.concept,
    coalesce(f.dimensions[1].member, '') as member,
    f.period_start,
    f.period_end,
    f.value,
    'single: typed once, and in no filing that was landed' as reason
from {{ ref('stg_reference__curated_facts') }} as f
anti join {{ ref('stg_edgar__companyfacts') }} as l
    on
        f.cik = l.cik and f.concept = l.concept and f.unit = l.unit and f.value = l.value
        and f.period_start = l.period_start and f.period_end = l.period_end and len(f.dimensions) = 0
where f.displayed is null
