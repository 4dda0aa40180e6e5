-- A list of filings reaches from its first to its last day; what was filed later is not in it yet, and of a company
-- without a list nothing is known. The CIK of a statement is that of its company.
with
curated as (
    select
        'curated_facts' as table_name,
        cik,
        accession,
        form,
        filed
    from {{ ref('stg_reference__curated_facts') }}

    union

    select
        'levy_statements' as table_name,
        c.cik,
        s.accession,
        null as form,
        s.known_on as filed
    from {{ ref('stg_reference__levy_statements') }} as s
    inner join {{ ref('stg_reference__companies') }} as c on s.ticker = c.ticker
    where s.accession is not null
),

lists as (
    select
        cik,
        min(filed) as first_filed,
        max(filed) as last_filed
    from {{ ref('stg_edgar__filings') }}
    group by cik
)

select
    c.table_name,
    c.accession,
    'not in the list of filings of CIK ' || c.cik as reason
from curated as c
inner join lists as l on c.cik = l.cik and c.filed between l.first_filed and l.last_filed
anti join {{ ref('stg_edgar__filings') }} as f on c.cik = f.cik and c.accession = f.accession

union all

select
    c.table_name,
    c.accession,
    'form ' || c.form || ' of ' || c.filed || ', listed as ' || f.form || ' of ' || f.filed as reason
from curated as c
inner join {{ ref('stg_edgar__filings') }} as f on c.cik = f.cik and c.accession = f.accession
where c.form != f.form or c.table_name = 'curated_facts' and c.filed != f.filed

union all

select
    'geography_basis_overrides' as table_name,
    o.accession,
    'neither listed nor curated: the override changes nothing' as reason
from {{ ref('stg_reference__geography_basis_overrides') }} as o
anti join {{ ref('stg_edgar__filings') }} as f on o.accession = f.accession
anti join {{ ref('stg_reference__curated_facts') }} as c on o.accession = c.accession
