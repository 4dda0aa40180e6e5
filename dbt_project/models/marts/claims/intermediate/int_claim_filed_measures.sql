-- One row per check of a claim on filed numbers or regimes, and per version of the number. A part of
-- claims.claim_measures.
-- Decisions: versions of a filed number follow each other, and one that was replaced on the day it became
-- known is left out; a regime without a first day is known from the day it was looked up.
{{ config(materialized='view') }}
with
checks as (
    select
        k.*,
        c.stated_text,
        c.stated_on,
        o.stated_value as stated_amount_usd
    from {{ ref('int_claim_checks') }} as k
    inner join {{ ref('int_article_claims') }} as c on k.claim_id = c.claim_id
    left join {{ ref('int_article_claims') }} as o on k.of_claim_id = o.claim_id
),

looked_up as (
    select max(cast(accessed as date)) as looked_up_on
    from {{ ref('int_reference_dates') }}
    where name = 'levy_regimes.csv'
),

filed as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        'figure' as measure_kind,
        'FY' || h.fiscal_year as part,
        k.words || ' of FY' || h.fiscal_year as words,
        h.value_usd,
        h.tolerance_usd,
        s.rate_share,
        k.stated_amount_usd,
        'ops.value_history' as evidence_table,
        format(
            'ticker = ''{}'' and metric = ''{}'' and geography = ''{}'' and geography_basis = ''{}'' '
            || 'and fiscal_year = {} and slot = ''FY'' and known_at = ''{}''',
            h.ticker, h.metric, h.geography, h.geography_basis, h.fiscal_year, cast(h.known_at as varchar)
        ) as evidence_where,
        cast(h.known_at as date) as known_on,
        cast(h.known_until as date) as known_until,
        h.accession,
        'document' as confidence
    from checks as k
    inner join {{ ref('value_history') }} as h
        on
            list_contains(k.tickers, h.ticker) and k.metric = h.metric and k.geography = h.geography
            and h.fiscal_year between k.fiscal_year_from and k.fiscal_year_to
            and h.slot = 'FY'
            and (
                k.geography_basis is null or k.geography_basis = h.geography_basis
                or (k.geography_basis = 'own_filing' and h.is_basis_of_own_filing)
            )
    left join {{ ref('scenarios') }} as s on k.scenario_id = s.scenario_id
    where
        k.measure in ('reported_value', 'levy_on_china_revenue', 'stated_amount_of_rnd') and h.value_usd is not null
        and cast(h.known_until as date) is distinct from cast(h.known_at as date)
),

reported_values as (
    select
        * exclude (value_usd, tolerance_usd, rate_share, stated_amount_usd),
        value_usd as low,
        value_usd as value,
        value_usd as high,
        'as filed' as formula
    from filed
    where measure = 'reported_value'
),

levies_on_china_revenue as (
    select
        * exclude (value_usd, tolerance_usd, rate_share, stated_amount_usd),
        rate_share * (value_usd - tolerance_usd) as low,
        rate_share * cast(value_usd as decimal(22, 2)) as value,
        rate_share * (value_usd + tolerance_usd) as high,
        cast(rate_share as varchar) || ' x ' || value_usd as formula
    from filed
    where measure = 'levy_on_china_revenue' and rate_share is not null
),

-- an amount that the article gives for one year, against what was spent in another
stated_amounts_of_rnd as (
    select
        * exclude (value_usd, tolerance_usd, rate_share, stated_amount_usd),
        cast(cast(stated_amount_usd as double) / cast(value_usd as double) as decimal(9, 6)) as low,
        low as value,
        low as high,
        cast(stated_amount_usd as decimal(22, 2)) || ' / ' || value_usd as formula
    from filed
    where measure = 'stated_amount_of_rnd' and value_usd > 0
),

regime_facts as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        if(k.measure = 'regime_rate', 'figure', 'statement') as measure_kind,
        k.regime_id as part,
        k.words
        || if(
            k.measure = 'later_regime',
            concat(
                ': ', replace(r.instrument, '_', ' '), printf(' of %.0f %%', 100 * cast(r.rate_share as double)),
                ' from ' || r.effective_from
            ),
            ''
        ) as words,
        case when k.measure = 'regime_rate' then r.rate_share end as low,
        case when k.measure = 'regime_rate' then r.rate_share end as value,
        case when k.measure = 'regime_rate' then r.rate_share end as high,
        case k.measure when 'regime_base' then r.base when 'regime_instrument' then r.instrument end as found_text,
        case
            when k.measure = 'regime_rate' then null
            -- another levy on these chips after the claim was made: the template was used again
            when k.measure = 'later_regime'
                then if(coalesce(r.rate_share > 0 and r.effective_from > k.stated_on, false), 'supports', 'silent')
            when found_text = k.stated_text then 'supports'
            else 'contradicts'
        end as direction,
        'as curated' as formula,
        'levy.regimes' as evidence_table,
        'regime_id = ''' || k.regime_id || '''' as evidence_where,
        coalesce(r.effective_from, u.looked_up_on) as known_on,
        r.source_id as source_ids,
        r.confidence
    from checks as k
    inner join {{ ref('regimes') }} as r on k.regime_id = r.regime_id
    cross join looked_up as u
    where k.measure in ('regime_rate', 'regime_base', 'regime_instrument', 'later_regime')
),

gathered as (
    select * {{ as_claim_amounts() }} from reported_values
    union all by name
    select * {{ as_claim_amounts() }} from levies_on_china_revenue
    union all by name
    select * {{ as_claim_amounts() }} from stated_amounts_of_rnd
    union all by name
    select * {{ as_claim_amounts() }} from regime_facts
)

select
    check_id,
    claim_id,
    measure,
    role,
    measure_kind,
    part,
    words,
    low,
    value,
    high,
    found_text,
    direction,
    formula,
    evidence_table,
    evidence_where,
    known_on,
    known_until,
    accession,
    source_ids,
    confidence
from gathered
