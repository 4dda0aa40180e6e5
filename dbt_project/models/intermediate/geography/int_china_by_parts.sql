-- One row per company and period of which a filing gives revenue in China by parts alone: within segments, products or
-- customers. Decision: no figure is made of them, since the parts may not be all of China; the row only says
-- that such figures exist. A segment that is named after China is a series of its own.
select distinct
    f.cik,
    f.period_start,
    f.period_end
from {{ ref('int_facts') }} as f
semi join {{ ref('stg_reference__metric_concepts') }} as c
    on f.concept = c.concept and c.metric = 'revenue'
left join {{ ref('int_geography_members') }} as g
    on f.cik = g.cik and f.geography_member = g.geography_member
anti join {{ ref('int_metric_facts') }} as m
    on
        f.cik = m.cik and f.accession = m.accession and f.period_start = m.period_start
        and f.period_end = m.period_end and m.geography = 'CN'
where
    f.is_numeric and f.period_type = 'duration' and f.unit = 'USD' and f.value is not null
    and (
        g.geography = 'CN'
        or (
            f.geography_member is null and contains(f.other_dimensions, 'China')
            and not regexp_matches(f.other_dimensions, 'exclud|except|other', 'i')
        )
    )
