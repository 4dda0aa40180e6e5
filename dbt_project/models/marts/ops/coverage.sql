-- Grain: filing x source x class of its facts. The classes of a filing add up to its facts. A periodic filing with XBRL
-- whose document is not available has one row, `document_not_at_hand`, with no facts. Facts that are quarantined are
-- counted once, whatever the number of reasons; ops.quarantine has these.
with
counted as (
    select
        cik,
        accession,
        source_kind,
        coverage_class,
        count(*) as fact_count
    from {{ ref('int_fact_ledger') }}
    group by cik, accession, source_kind, coverage_class
),

whole_filings as (
    select distinct
        cik,
        accession,
        document,
        fact_count
    from {{ ref('int_quarantine') }}
    where scope = 'filing'
),

lone_facts as (
    select distinct
        q.cik,
        q.accession,
        q.document,
        q.fact_no
    from {{ ref('int_quarantine') }} as q
    anti join whole_filings as w
        on q.cik = w.cik and q.accession is not distinct from w.accession and q.document = w.document
    where q.scope = 'fact'
),

quarantined as (
    select
        a.cik,
        a.accession,
        coalesce(d.source_kind, 'companyfacts') as source_kind,
        'set_aside' as coverage_class,
        sum(a.fact_count) as fact_count
    from (
        select * from whole_filings
        union all by name
        select
            cik,
            accession,
            document,
            count(*) as fact_count
        from lone_facts
        group by cik, accession, document
    ) as a
    left join {{ ref('int_documents') }} as d
        on a.cik = d.cik and a.accession = d.accession and a.document = d.document
    group by all
),

absent as (
    select
        f.cik,
        f.accession,
        'document' as source_kind,
        'document_not_at_hand' as coverage_class,
        0 as fact_count
    from {{ ref('int_filings') }} as f
    where
        f.is_periodic_report
        and f.has_xbrl
        and not exists (
            select 1
            from {{ ref('int_facts') }} as d
            where d.cik = f.cik and d.accession = f.accession
        )
        and not exists (
            select 1
            from whole_filings as w
            where w.cik = f.cik and w.accession = f.accession
        )
),

damage as (
    select
        cik,
        accession,
        string_agg(damage, '; ' order by document) as damage
    from {{ ref('int_documents') }}
    where accession is not null and damage is not null
    group by cik, accession
)

select
    c.ticker,
    c.cik,
    u.accession,
    f.form,
    f.filed,
    f.report_date,
    f.known_at,
    u.source_kind,
    u.coverage_class,
    cast(u.fact_count as bigint) as fact_count,
    d.damage
from (
    select * from counted
    union all
    select * from absent
    union all
    select * from quarantined
) as u
inner join {{ ref('int_companies') }} as c on u.cik = c.cik
left join {{ ref('int_filings') }} as f on u.cik = f.cik and u.accession = f.accession
left join damage as d
    on u.cik = d.cik and u.accession = d.accession and u.source_kind not in ('companyfacts', 'curated')
order by c.ticker, f.known_at, u.accession, u.source_kind, u.coverage_class
