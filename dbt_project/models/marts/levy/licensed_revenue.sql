-- Grain: company x product x fiscal quarter x destination x licensed or not.
-- Documented revenue of products that regimes name. Decision: what no document supports (macro
-- supports_a_point) never makes a point figure, only the range; sales elsewhere, or before a licence was needed, are
-- outside the base.
select
    l.ticker,
    l.cik,
    l.company_name,
    l.chip_id,
    l.chip,
    cast(l.fiscal_year as integer) as fiscal_year,
    cast(l.fiscal_quarter as integer) as fiscal_quarter,
    l.period_start,
    l.period_end,
    {{ calendar_quarter('l.period_start', 'l.period_end') }} as calendar_quarter,
    l.destination,
    l.is_licensed,
    l.destination = 'china' and l.is_licensed as is_in_base,
    l.licences_granted_by,
    {{ usd('l.low_usd') }} as licensed_revenue_low_usd,
    case
        when {{ supports_a_point('l.confidence') }} then {{ usd('l.point_usd') }}
    end as licensed_revenue_usd,
    {{ usd('l.high_usd') }} as licensed_revenue_high_usd,
    case
        when l.point_usd is null then 'no_point_in_evidence'
        when not {{ supports_a_point('l.confidence') }} then 'no_supporting_document'
    end as null_reason_code,
    case null_reason_code
        when 'no_point_in_evidence' then 'the evidence gives bounds and no point'
        when 'no_supporting_document' then 'no document supports a point figure'
    end as null_reason,
    l.evidence_kind,
    l.evidence,
    l.known_on,
    l.source_id,
    s.url as source_url,
    l.confidence
from {{ ref('int_product_sales') }} as l
left join {{ ref('int_citations') }} as s on l.source_id = s.source_id
order by l.ticker, l.period_end, l.chip_id, l.destination, l.is_licensed
