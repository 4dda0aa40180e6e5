-- One row per member met on a geographical axis: the place it stands for, by the first rule that matches.
-- A member that no rule matches stays here as `unmapped`, so that it is listed.
with recursive
met as (
    select
        cik,
        geography_member,
        count(*) as fact_count
    from {{ ref('int_facts') }}
    where geography_member is not null
    group by cik, geography_member
),

members as (
    select geography_member as text
    from met
),

{{ first_matching_rules('members', ref('stg_reference__geography_members')) }},

matched as (
    select
        m.cik,
        m.geography_member,
        m.fact_count,
        f.rule_id,
        f.scope,
        case
            when f.geography = '=country' then upper(split_part(m.geography_member, ':', -1))
            else f.geography
        end as geography
    from met as m
    left join first_matches as f on m.geography_member = f.text
)

select
    cik,
    geography_member,
    coalesce(geography, 'unmapped') as geography,
    scope as geography_scope,
    rule_id,
    fact_count
from matched
