-- Grain: scenario x chip x regime. The levy on one chip: its price times the rate, who bears it under the scenario's
-- pass-through, and from which day to which. Decision: customs value is not published; the price is its upper bound, so
-- there is no least. The least that a company bears is of the least levy with the most passed on.
with
chips as (
    select
        chip_id,
        {{ usd('price_low_usd') }} as price_low_usd,
        {{ usd('price_high_usd') }} as price_high_usd,
        source_id
    from {{ ref('int_chips') }}
),

levied as (
    select
        s.scenario_id,
        s.scenario_label,
        r.chip_id,
        r.chip,
        r.vendor,
        r.regime_id,
        r.status,
        coalesce(s.rate_share, r.rate_share) as rate,
        r.rate_is_least,
        r.base,
        if(s.base = 'licensed_revenue', s.effective_from, greatest(s.effective_from, r.effective_from)) as first_day,
        if(s.base = 'licensed_revenue', null, r.effective_to) as last_day,
        c.price_low_usd,
        c.price_high_usd,
        case when r.base != 'customs_value' then {{ usd_times('rate', 'c.price_low_usd') }} end as levy_low_usd,
        {{ usd_times('rate', 'c.price_high_usd') }} as levy_high_usd,
        s.pass_through_low_share,
        s.pass_through_high_share,
        case
            when c.price_high_usd is null then 'price_not_known'
            when r.base = 'customs_value' then 'customs_value_not_published'
        end as null_reason_code,
        case null_reason_code
            when 'price_not_known' then 'no price of the chip is known'
            when 'customs_value_not_published'
                then 'the base is customs value, which is not published; the price is its upper bound'
        end as null_reason,
        c.source_id as price_source_id,
        r.source_id,
        r.confidence
    from {{ ref('scenarios') }} as s
    inner join {{ ref('product_regimes') }} as r on {{ regime_counts_in('s', 'r') }}
    inner join chips as c on r.chip_id = c.chip_id
)

select
    scenario_id,
    scenario_label,
    chip_id,
    chip,
    vendor,
    regime_id,
    status,
    cast(rate as decimal(9, 6)) as rate_share,
    rate_is_least,
    base,
    first_day,
    last_day,
    price_low_usd,
    price_high_usd,
    levy_low_usd,
    levy_high_usd,
    {{ usd_times('1 - pass_through_high_share', 'levy_low_usd') }} as borne_by_company_low_usd,
    {{ usd_times('1 - pass_through_low_share', 'levy_high_usd') }} as borne_by_company_high_usd,
    {{ usd_times('pass_through_low_share', 'levy_low_usd') }} as borne_by_buyer_low_usd,
    {{ usd_times('pass_through_high_share', 'levy_high_usd') }} as borne_by_buyer_high_usd,
    null_reason,
    null_reason_code,
    price_source_id,
    source_id,
    confidence
from levied
order by scenario_id, chip_id, regime_id
