-- One row per series, fiscal year, slot (Q1..Q4, FY) and version: reported, derived or missing, and it says which.
-- A series has rows for every slot of each fiscal year in which it has any value; a reported figure beats a derived
-- one.
with
series_years as (
    select distinct
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year
    from {{ ref('int_slot_values') }}
),

spine as (
    select
        y.cik,
        y.metric,
        y.geography,
        y.geography_basis,
        c.fiscal_year,
        c.slot,
        c.fiscal_quarter,
        c.period_start,
        c.period_end,
        c.calendar_quarter,
        v.version
    from series_years as y
    inner join {{ ref('int_fiscal_calendar') }} as c on y.cik = c.cik and y.fiscal_year = c.fiscal_year
    cross join (values ('first_reported'), ('latest')) as v (version)
)

select
    s.cik,
    s.metric,
    s.geography,
    s.geography_basis,
    s.fiscal_year,
    s.slot,
    s.fiscal_quarter,
    s.period_start,
    s.period_end,
    s.calendar_quarter,
    s.version,
    coalesce(r.value_usd, d.value_usd) as value_usd,
    case when d.cik is null then r.concept else d.concept end as concept,
    case when d.cik is null then r.geography_scope else d.geography_scope end as geography_scope,
    case when d.cik is null then r.accession else d.accession end as accession,
    case when d.cik is null then r.known_at else d.known_at end as known_at,
    case
        when r.value_usd is not null then 'reported'
        when d.value_usd is not null then 'derived'
        else 'missing'
    end as derivation,
    d.formula,
    case
        when coalesce(r.value_usd, d.value_usd) is not null then null
        when r.null_reason is not null then r.null_reason
        when s.slot in ('Q2', 'Q3', 'Q4')
            then 'not reported on this basis, and the year-to-date figures to derive it are not both at hand'
        else 'not reported on this basis by any filing at hand'
    end as null_reason
from spine as s
left join {{ ref('int_value_versions') }} as r
    on
        s.cik = r.cik and s.metric = r.metric and s.geography = r.geography
        and s.geography_basis = r.geography_basis and s.fiscal_year = r.fiscal_year
        and s.slot = r.slot and s.version = r.version
left join {{ ref('int_derived_quarters') }} as d
    on
        s.cik = d.cik and s.metric = d.metric and s.geography = d.geography
        and s.geography_basis = d.geography_basis and s.fiscal_year = d.fiscal_year
        and s.slot = d.slot and s.version = d.version and r.value_usd is null
