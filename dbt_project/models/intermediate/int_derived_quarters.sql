-- One row per series, quarter 2..4 and version that can be had as one year-to-date figure less the one before it:
-- Q2 = half - Q1, Q3 = nine months - half, Q4 = year - nine months.
-- The subtle decision: both figures share series (so geography basis), scope and concept, and the subtrahend is what
-- was known when the minuend became known; `latest` takes the latest of both. A withheld subtrahend gives nothing.
with
steps (slot, minuend_slot, subtrahend_slot) as (
    values ('Q2', 'H1', 'Q1'), ('Q3', '9M', 'H1'), ('Q4', 'FY', '9M')
),

differences as (
    select
        m.cik,
        m.metric,
        m.geography,
        m.geography_basis,
        m.fiscal_year,
        s.slot,
        m.version,
        m.value_usd - b.value_usd as value_usd,
        m.concept,
        m.geography_scope,
        m.accession,
        m.form,
        greatest(m.known_at, b.known_at) as known_at,
        s.minuend_slot || ' ' || m.value_usd || ' (' || m.accession || ') - '
        || s.subtrahend_slot || ' ' || b.value_usd || ' (' || b.accession || ')' as formula
    from {{ ref('int_value_versions') }} as m
    inner join steps as s on m.slot = s.minuend_slot
    inner join {{ ref('int_slot_values') }} as b
        on
            m.cik = b.cik
            and m.metric = b.metric
            and m.geography = b.geography
            and m.geography_basis = b.geography_basis
            and m.fiscal_year = b.fiscal_year
            and s.subtrahend_slot = b.slot
            and m.concept = b.concept
            and m.geography_scope is not distinct from b.geography_scope
            and (m.version = 'latest' or m.known_at >= b.known_at)
    where m.value_usd is not null
    qualify row_number() over (
        partition by m.cik, m.metric, m.geography, m.geography_basis, m.fiscal_year, s.slot, m.version
        order by b.known_at desc, b.is_amendment desc, b.report_date desc nulls last, b.accession desc
    ) = 1
)

select *
from differences
where value_usd is not null
