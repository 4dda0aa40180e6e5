-- A filing's reported value does not change while code and curated tables are those of the published build. If it does,
-- another file was read, or one in other units, or a corrupt one.
with
published as (
    select
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        slot,
        accession,
        list(value_usd) as values_usd
    from {{ ref('stg_runs__published_values') }}
    group by cik, metric, geography, geography_basis, fiscal_year, slot, accession
)

select
    h.ticker,
    h.metric,
    h.geography,
    h.geography_basis,
    h.fiscal_year,
    h.slot,
    h.accession,
    p.values_usd as published_usd,
    h.value_usd
from {{ ref('value_history') }} as h
inner join published as p
    on
        h.cik = p.cik and h.metric = p.metric and h.geography = p.geography and h.geography_basis = p.geography_basis
        and h.fiscal_year = p.fiscal_year and h.slot = p.slot and h.accession = p.accession
where h.derivation = 'reported' and not list_contains(p.values_usd, h.value_usd)
