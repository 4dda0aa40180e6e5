{#
  Rows of levy.product_levies: what a scenario takes on each product's documented revenue. A scenario on base
  `licensed_revenue` applies its own rate to the products in scope of its regime (to all without one); one on base
  `regimes` applies to each product every regime in whose scope it is, as far as that regime applies and is in effect.
  The subtle decisions: a quarter that straddles a start is counted by days for the point, from nothing (low) to the
  whole (high). Customs value is not published: product revenue is its upper bound, so there is no point (unless it is 0).
#}
{% macro product_levy_rows(products, regimes, scenarios) -%}
    select
        d.ticker,
        d.cik,
        d.company_name,
        d.chip_id,
        d.chip,
        d.fiscal_year,
        d.fiscal_quarter,
        d.period_start,
        d.period_end,
        d.calendar_quarter,
        d.scenario_id,
        d.regime_id,
        d.levy_base,
        d.rate_share,
        cast(d.days_share as decimal(9, 6)) as days_share,
        d.licensed_revenue_low_usd,
        d.licensed_revenue_usd,
        d.licensed_revenue_high_usd,
        case
            when d.levy_base = 'customs_value' or d.days_share < 1 then {{ usd('0') }}
            else {{ usd('d.rate_share * d.licensed_revenue_low_usd') }}
        end as levy_low_usd,
        case
            when d.licensed_revenue_high_usd = 0 then {{ usd('0') }}
            when d.levy_base = 'customs_value' then null
            else {{ usd('d.rate_share * d.days_share * d.licensed_revenue_usd') }}
        end as levy_usd,
        {{ usd('d.rate_share * d.licensed_revenue_high_usd') }} as levy_high_usd,
        case
            when d.licensed_revenue_high_usd = 0 then null
            when d.levy_base = 'customs_value' then 'the base is customs value, which is not published'
            else d.null_reason
        end as null_reason,
        d.evidence,
        d.known_on,
        d.source_id,
        d.source_url,
        d.confidence
    from (
        select
            p.*,
            s.scenario_id,
            r.regime_id,
            coalesce(r.base, s.base) as levy_base,
            coalesce(s.rate_share, r.rate_share) as rate_share,
            {{ share_of_days(
                "case when s.base = 'regimes' then greatest(s.effective_from, r.effective_from) else s.effective_from end",
                "case when s.base = 'regimes' then r.effective_to end",
                'p.period_start', 'p.period_end'
            ) }} as days_share
        from {{ products }} as p
        inner join {{ scenarios }} as s on s.base in ('licensed_revenue', 'regimes')
        left join {{ regimes }} as r
            on
                p.chip_id = r.chip_id and r.is_in_scope
                and (
                    (s.base = 'licensed_revenue' and s.regime_id = r.regime_id)
                    or (
                        s.base = 'regimes' and r.applies
                        and (r.tickers is null or list_contains(string_split(r.tickers, ';'), p.ticker))
                    )
                )
        where p.is_in_base and (r.regime_id is not null or (s.base = 'licensed_revenue' and s.regime_id is null))
    ) as d
    where d.days_share > 0
{%- endmacro %}
