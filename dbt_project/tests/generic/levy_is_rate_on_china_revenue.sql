{#
  levy_usd is rate_share of china_revenue_usd, to the cent; without a base there is no levy. With `scenarios`: of the days
  since the first day of the row's scenario, but for years that straddle it, which are sums of their quarters.
#}
{% test levy_is_rate_on_china_revenue(model, scenarios=none) %}
with
levies as (
    select * from {{ model }}
),

expected as (
    select
        l.*,
        {% if scenarios %}
            {{ share_of_days('s.effective_from', 'null::date', 'l.period_start', 'l.period_end') }} as days_share
        {% else %}
            1 as days_share
        {% endif %}
    from levies as l
    {% if scenarios %}
        left join {{ scenarios }} as s on l.scenario_id = s.scenario_id
    {% endif %}
)

select
    rate_share,
    china_revenue_usd,
    days_share,
    levy_usd
from expected
where
    {% if scenarios %}
        (days_share = 1 or {{ quarters_spanned(period_days('period_start', 'period_end')) }} = 1) and
    {% endif %}
    ((levy_usd is null) != (china_revenue_usd is null)
    or abs(levy_usd - rate_share * days_share * cast(china_revenue_usd as decimal(22, 2))) > 0.005)
{% endtest %}
