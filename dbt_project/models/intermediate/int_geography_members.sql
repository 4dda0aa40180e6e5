-- One row per member met on a geographical axis: the place it stands for, by the first rule that matches.
-- A member that no rule matches stays here as `unmapped`, so that it is seen.
with
met as (
    select
        cik,
        geography_member,
        count(*) as fact_count
    from {{ ref('stg_edgar__facts') }}
    where geography_member is not null
    group by cik, geography_member
),

matched as (
    select
        m.cik,
        m.geography_member,
        m.fact_count,
        r.rule_id,
        r.priority,
        r.scope,
        case
            when r.geography = '=country' then upper(split_part(m.geography_member, ':', -1))
            else r.geography
        end as geography
    from met as m
    left join {{ source('landing', 'geography_members') }} as r
        on regexp_matches(m.geography_member, r.pattern, 'i')
    qualify row_number() over (partition by m.cik, m.geography_member order by r.priority nulls last, r.rule_id) = 1
)

select
    cik,
    geography_member,
    coalesce(geography, 'unmapped') as geography,
    scope as geography_scope,
    rule_id,
    fact_count
from matched
