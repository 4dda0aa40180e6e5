-- One row per filing with facts available: how it assigns revenue to places, in the filing's own words.
-- A curated row takes precedence; then the sentence nearest to the split that a rule matches. Decision: an
-- amendment that does not state its basis has that of the filing that it amends. `unknown` when neither states one.
with
filings as (
    select distinct
        cik,
        accession
    from {{ ref('int_facts') }}
    where accession is not null
),

nearest as (
    select *
    from {{ ref('int_basis_sentences') }}
    where geography_basis != 'unknown'
    qualify row_number() over (
        partition by cik, accession order by facts_away nulls last, priority, document, passage_no
    ) = 1
),

said as (
    select
        f.cik,
        f.accession,
        coalesce(o.geography_basis, n.geography_basis) as geography_basis,
        case
            when o.geography_basis is not null then 'curated: ' || o.reason
            when n.geography_basis is not null then 'rule ' || n.rule_id
        end as basis_source,
        coalesce(o.source_url, n.text) as basis_evidence
    from filings as f
    left join {{ ref('stg_reference__geography_basis_overrides') }} as o on f.accession = o.accession
    left join nearest as n on f.cik = n.cik and f.accession = n.accession
),

amended as (
    select
        a.cik,
        a.accession,
        s.accession as amended_accession,
        s.geography_basis,
        s.basis_evidence
    from {{ ref('int_filings') }} as a
    inner join {{ ref('int_filings') }} as o
        on
            a.cik = o.cik and a.base_form = o.base_form and a.report_date = o.report_date
            and not o.is_amendment and a.known_at >= o.known_at
    inner join said as s on o.cik = s.cik and o.accession = s.accession
    where a.is_amendment and s.geography_basis != 'unknown'
    qualify row_number() over (partition by a.cik, a.accession order by o.known_at desc, o.accession desc) = 1
)

select
    s.cik,
    s.accession,
    coalesce(s.geography_basis, a.geography_basis, 'unknown') as geography_basis,
    case
        when s.geography_basis is not null then s.basis_source
        when a.geography_basis is not null then 'as in the filing that it amends: ' || a.amended_accession
        else 'the filing does not say'
    end as basis_source,
    coalesce(s.basis_evidence, a.basis_evidence) as basis_evidence
from said as s
left join amended as a on s.cik = a.cik and s.accession = a.accession
