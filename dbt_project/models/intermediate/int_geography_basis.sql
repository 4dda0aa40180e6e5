-- One row per filing with facts at hand: how it assigns revenue to places, in the filing's own words.
-- A curated row wins; then the telling sentence nearest to the split; `unknown` when the filing does not say.
with
filings as (
    select distinct
        cik,
        accession
    from {{ ref('stg_edgar__facts') }}
    where accession is not null
),

telling as (
    select
        p.cik,
        p.accession,
        p.text,
        p.facts_away,
        p.document,
        p.passage_no,
        r.rule_id,
        r.geography_basis,
        r.priority
    from {{ source('landing', 'passages') }} as p
    inner join {{ source('landing', 'geography_basis_rules') }} as r
        on regexp_matches(p.text, r.pattern, 'i')
    qualify row_number() over (
        partition by p.cik, p.accession, p.document, p.passage_no order by r.priority, r.rule_id
    ) = 1
),

nearest as (
    select *
    from telling
    where geography_basis != 'unknown'
    qualify row_number() over (
        partition by cik, accession order by facts_away nulls last, priority, document, passage_no
    ) = 1
)

select
    f.cik,
    f.accession,
    coalesce(o.geography_basis, n.geography_basis, 'unknown') as geography_basis,
    case
        when o.geography_basis is not null then 'curated: ' || o.reason
        when n.geography_basis is not null then 'rule ' || n.rule_id
        else 'the filing does not say'
    end as basis_source,
    coalesce(o.source_url, n.text) as basis_evidence
from filings as f
left join {{ source('landing', 'geography_basis_overrides') }} as o on f.accession = o.accession
left join nearest as n on f.cik = n.cik and f.accession = n.accession
