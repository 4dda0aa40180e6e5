-- The signed facts behind a number add up to it exactly. A reported number has one fact and no formula, a derived one
-- at least two and a formula, a share of the total one and a formula, a missing one neither.
with
facts as (
    select
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        slot,
        known_at,
        count(*) as fact_count,
        sum(sign * fact_value_usd) as facts_usd
    from {{ ref('value_facts') }}
    group by cik, metric, geography, geography_basis, fiscal_year, slot, known_at
)

select
    h.ticker,
    h.metric,
    h.geography,
    h.geography_basis,
    h.fiscal_year,
    h.slot,
    h.known_at,
    h.derivation,
    h.value_usd,
    h.formula,
    f.facts_usd,
    f.fact_count
from {{ ref('value_history') }} as h
full join facts as f
    on
        h.cik = f.cik and h.metric = f.metric and h.geography = f.geography
        and h.geography_basis = f.geography_basis and h.fiscal_year = f.fiscal_year and h.slot = f.slot
        and h.known_at = f.known_at
where
    h.cik is null
    or h.value_usd is distinct from f.facts_usd
    or case h.derivation
        when 'reported' then f.fact_count != 1 or h.formula is not null
        when 'derived' then f.fact_count < 2 or h.formula is null
        when 'share_of_total' then f.fact_count != 1 or h.formula is null
        else h.value_usd is not null or h.formula is not null
    end
