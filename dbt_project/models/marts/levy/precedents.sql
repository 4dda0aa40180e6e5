-- Grain: hypothetical regime x company x period. The article's template applied by other governments, in the currency
-- reported and never converted. None of these levies exists; status and its day are given.
select
    b.regime_id,
    r.jurisdiction,
    r.status,
    b.ticker,
    b.company,
    cast(b.fiscal_year as integer) as fiscal_year,
    b.period,
    b.period_end,
    b.currency,
    cast(b.base as decimal(20, 2)) as china_sales,
    cast(r.rate_share as decimal(9, 6)) as rate_share,
    case
        when {{ supports_a_point('b.confidence') }} then cast(b.base * r.rate_share as decimal(20, 2))
    end as levy,
    b.basis,
    case
        when b.china_sales is not null then 'reported'
        when b.base is not null then 'derived'
        else 'missing'
    end as derivation,
    case
        when b.base is null then 'no_total_on_basis'
        when not {{ supports_a_point('b.confidence') }} then 'no_supporting_document'
    end as null_reason_code,
    case null_reason_code
        when 'no_total_on_basis' then 'only a share is known, and no total on the same basis'
        when 'no_supporting_document' then 'no document supports a point figure'
    end as null_reason,
    b.note,
    b.source_id,
    s.url as source_url,
    b.confidence
from {{ ref('int_precedent_sales') }} as b
inner join {{ ref('int_regimes') }} as r on b.regime_id = r.regime_id
left join {{ ref('int_citations') }} as s on b.source_id = s.source_id
order by b.regime_id, b.ticker, b.period_end, b.period
