-- Grain: number x filing that changed it. What changed, when, by how much, in which filing and against which.
-- Decision: a recast to another geography basis is another series and not here; a change smaller than half
-- the last digit given is `rounded`; one that comes with another XBRL concept is `other_concept`.
with
given as (
    select
        *,
        lag(value_usd) over series_period as previous_usd,
        lag(tolerance_usd) over series_period as previous_tolerance_usd,
        lag(concept) over series_period as previous_concept,
        lag(accession) over series_period as previous_accession,
        lag(form) over series_period as previous_form,
        lag(known_at) over series_period as previous_known_at
    from {{ ref('value_history') }}
    where value_usd is not null
    window series_period as (partition by cik, metric, geography, geography_basis, fiscal_year, slot order by known_at)
)

select
    ticker,
    cik,
    company_name,
    metric,
    geography,
    geography_basis,
    fiscal_year,
    slot,
    fiscal_quarter,
    period_start,
    period_end,
    known_at,
    previous_usd,
    value_usd as restated_usd,
    {{ usd('value_usd - previous_usd') }} as change_usd,
    case
        when previous_usd != 0
            then try_cast(
                cast(value_usd - previous_usd as double) / abs(cast(previous_usd as double)) as decimal(18, 6)
            )
    end as change_share,
    case
        when concept != previous_concept then 'other_concept'
        when abs(value_usd - previous_usd) <= greatest(tolerance_usd, previous_tolerance_usd) then 'rounded'
        else 'restated'
    end as change_kind,
    derivation,
    formula,
    concept,
    previous_concept,
    accession,
    form,
    previous_accession,
    previous_form,
    previous_known_at
from given
where value_usd != previous_usd
order by ticker, metric, geography, geography_basis, fiscal_year, period_end, slot, known_at
