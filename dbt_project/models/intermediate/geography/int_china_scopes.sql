-- One row per filing and member that means China and says no more: what China includes there. Decision: the filing's
-- own words count (a footnote, the label of the row), of several the nearest to the split and at most 30 facts away;
-- then the words of the company's newest filing that has the same member. `unspecified` where no filing says.
with recursive
{{ first_matching_rules(ref('stg_edgar__passages'), ref('stg_reference__geography_scope_rules')) }},

words as (
    select
        p.cik,
        p.accession,
        f.scope,
        p.text
    from {{ ref('stg_edgar__passages') }} as p
    inner join first_matches as f on p.text = f.text
    where p.facts_away <= 30 and f.scope != 'unspecified'
    qualify row_number() over (
        partition by p.cik, p.accession order by p.facts_away, f.priority, p.document, p.passage_no
    ) = 1
),

members as (
    select
        f.cik,
        f.accession,
        f.geography_member,
        max(f.known_at) as known_at
    from {{ ref('int_facts') }} as f
    inner join {{ ref('int_geography_members') }} as g
        on
            f.cik = g.cik and f.geography_member = g.geography_member and g.geography = 'CN'
            and g.geography_scope = 'unspecified'
    group by f.cik, f.accession, f.geography_member
),

by_filer as (
    select
        m.cik,
        m.geography_member,
        w.scope,
        w.accession
    from members as m
    inner join words as w on m.cik = w.cik and m.accession = w.accession
    qualify row_number() over (partition by m.cik, m.geography_member order by m.known_at desc, w.accession desc) = 1
)

select
    m.cik,
    m.accession,
    m.geography_member,
    coalesce(w.scope, o.scope, 'unspecified') as geography_scope,
    case
        when w.scope is not null then w.text
        when o.scope is not null then 'as ' || o.accession || ' says of the same member'
        else 'no filing says'
    end as scope_evidence
from members as m
left join words as w on m.cik = w.cik and m.accession = w.accession
left join by_filer as o on m.cik = o.cik and m.geography_member = o.geography_member
