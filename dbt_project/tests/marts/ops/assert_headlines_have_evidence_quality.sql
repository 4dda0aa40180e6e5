-- Every headline figure has its row in ops.evidence_quality: levies so far, China revenue of each company, pooled
-- yields, supply and substitution by year and scenario, and every verdict.
with
headlines as (
    select 'levy.levy_to_date: ' || scenario_id as headline_id
    from {{ ref('levy_to_date') }}

    union all

    select 'levy.headline: ' || ticker as headline_id
    from {{ ref('headline') }}

    union all

    select 'capacity.yield_consensus: ' || foundry || ' ' || node_class || ' ' || scope || ' ' || product as headline_id
    from {{ ref('yield_consensus') }}
    where is_current

    union all

    select 'capacity.accelerator_supply: ' || scenario_id || ' ' || year as headline_id
    from {{ ref('accelerator_supply') }}

    union all

    select 'capacity.substitution: ' || scenario_id || ' ' || year as headline_id
    from {{ ref('substitution') }}

    union all

    select 'claims.article_claims: ' || claim_id as headline_id
    from {{ ref('article_claims') }}
)

select h.headline_id
from headlines as h
anti join {{ ref('evidence_quality') }} as q on h.headline_id = q.headline_id
