{# levy_usd is rate_share of china_revenue_usd, to the cent; without a base there is no levy. #}
{% test levy_is_rate_on_china_revenue(model) %}
select
    rate_share,
    china_revenue_usd,
    levy_usd
from {{ model }}
where
    (levy_usd is null) != (china_revenue_usd is null)
    or abs(levy_usd - rate_share * cast(china_revenue_usd as decimal(22, 2))) > 0.005
{% endtest %}
