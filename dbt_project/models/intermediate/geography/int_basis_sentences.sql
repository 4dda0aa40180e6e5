-- One row per sentence of a document that says, or seems to say, how revenue is assigned to places: the geography basis
-- by the first rule that matches. `unknown`: a rule says that the sentence is not about the split.
with recursive
{{ first_matching_rules(ref('stg_edgar__passages'), ref('stg_reference__geography_basis_rules')) }}

select
    p.cik,
    p.accession,
    p.document,
    p.passage_no,
    p.facts_away,
    p.fact_no,
    p.text,
    f.rule_id,
    f.geography_basis,
    f.priority
from {{ ref('stg_edgar__passages') }} as p
inner join first_matches as f on p.text = f.text
