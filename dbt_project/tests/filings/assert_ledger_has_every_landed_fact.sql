-- The ledger has as many facts of every filing and source as were landed, and ops.coverage counts them all. The
-- ledger's grain is one row per fact, so each fact is in exactly one class.
with
landed as (
    select
        cik,
        accession,
        source_kind
    from {{ ref('stg_edgar__facts') }}
    union all
    select
        cik,
        accession,
        source_kind
    from {{ ref('stg_edgar__companyfacts') }}
    union all
    select
        cik,
        accession,
        source_kind
    from {{ ref('stg_reference__curated_facts') }}
),

counts as (
    select
        cik,
        accession,
        source_kind,
        count(*) as landed_count,
        0 as ledger_count,
        0 as coverage_count
    from landed
    group by cik, accession, source_kind

    union all

    select
        cik,
        accession,
        source_kind,
        0 as landed_count,
        count(*) as ledger_count,
        0 as coverage_count
    from {{ ref('int_fact_ledger') }}
    group by cik, accession, source_kind

    union all

    select
        cik,
        accession,
        source_kind,
        0 as landed_count,
        0 as ledger_count,
        sum(fact_count) as coverage_count
    from {{ ref('coverage') }}
    where coverage_class != 'set_aside'
    group by cik, accession, source_kind
)

select
    cik,
    accession,
    source_kind,
    sum(landed_count) as landed_count,
    sum(ledger_count) as ledger_count,
    sum(coverage_count) as coverage_count
from counts
group by cik, accession, source_kind
having sum(landed_count) != sum(ledger_count) or sum(landed_count) != sum(coverage_count)
