-- ops.sources lists every landed input, and ops.coverage counts every landed fact.
with
read as (
    select
        source_kind,
        sha256,
        count(*) as source_count,
        sum(row_count) as row_count
    from {{ ref('stg_edgar__documents') }}
    group by source_kind, sha256

    union all

    select
        'curated' as source_kind,
        sha256,
        count(*) as source_count,
        sum(row_count) as row_count
    from {{ ref('stg_reference__reference_files') }}
    group by sha256
),

listed as (
    select
        source_kind,
        sha256,
        count(*) as source_count,
        sum(row_count) as row_count
    from {{ ref('sources') }}
    group by source_kind, sha256
),

landed as (
    select
        cik,
        accession,
        source_kind,
        count(*) as fact_count
    from (
        {% for table in ('edgar__facts', 'edgar__companyfacts', 'reference__curated_facts') %}
            select
                cik,
                accession,
                source_kind
            from {{ ref('stg_' ~ table) }}
            {% if not loop.last %}union all{% endif %}
        {% endfor %}
    ) as facts
    group by cik, accession, source_kind
),

covered as (
    select
        cik,
        accession,
        source_kind,
        sum(fact_count) as fact_count
    from {{ ref('coverage') }}
    where coverage_class not in ('set_aside', 'document_not_at_hand')
    group by cik, accession, source_kind
)

select
    'ops.sources' as table_name,
    coalesce(r.source_kind, l.source_kind) as what,
    r.row_count as read_count,
    l.row_count as listed_count
from read as r
full join listed as l on r.source_kind = l.source_kind and r.sha256 = l.sha256
where
    r.source_count is distinct from l.source_count
    or r.row_count is distinct from l.row_count

union all

select
    'ops.coverage' as table_name,
    r.accession as what,
    r.fact_count as read_count,
    c.fact_count as listed_count
from landed as r
left join covered as c
    on r.cik = c.cik and r.accession is not distinct from c.accession and r.source_kind = c.source_kind
where r.fact_count is distinct from c.fact_count
