{#
  Rows of levy.product_levies: what a scenario takes on each product's documented revenue. A scenario on base
  `licensed_revenue` applies its own rate to the products in scope of its regime (to all without one); one on base
  `regimes` applies to each product every regime in force in whose scope it is, on base `announced_regimes` also those
  that were only announced.
  Decisions: a quarter that straddles a start is counted by days for the point, from nothing (low) to the whole (high);
  but sales under licences that were granted after the start all come after it. Customs value is not published: product
  revenue is its upper bound, so there is no point (unless it is 0). Of a quarter of the company (`quarters`) after the
  first for which a product is documented, that product is known only where it is documented: a row without upper bound
  otherwise, not a quarter without sales. What rests on memory alone, be it the regime or that a chip is in its scope,
  makes no point either.
#}
{% macro product_levy_rows(products, regimes, scenarios, quarters) -%}
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
            when d.levy_base = 'customs_value' or d.days_share < 1 or d.licensed_revenue_low_usd is null
                then {{ usd('0') }}
            else {{ usd('d.rate_share * d.licensed_revenue_low_usd') }}
        end as levy_low_usd,
        case
            when d.licensed_revenue_high_usd = 0 then {{ usd('0') }}
            when d.levy_base = 'customs_value' or not {{ supports_a_point('d.regime_confidence') }} then null
            else {{ usd('d.rate_share * d.days_share * d.licensed_revenue_usd') }}
        end as levy_usd,
        {{ usd('d.rate_share * d.licensed_revenue_high_usd') }} as levy_high_usd,
        case
            when d.licensed_revenue_high_usd = 0 then null
            when not d.is_documented then d.null_reason_code
            when d.levy_base = 'customs_value' then 'customs_value_not_published'
            when not {{ supports_a_point('d.regime_confidence') }} then 'regime_not_documented'
            else d.null_reason_code
        end as null_reason_code,
        case
            when d.licensed_revenue_high_usd = 0 then null
            when not d.is_documented then d.null_reason
            when d.levy_base = 'customs_value' then 'the base is customs value, which is not published'
            when not {{ supports_a_point('d.regime_confidence') }} then 'no document supports that the regime applies to it'
            else d.null_reason
        end as null_reason,
        d.is_documented,
        d.evidence,
        d.known_on,
        d.source_id,
        d.source_url,
        {{ weaker_confidence('d.confidence', 'd.regime_confidence') }} as confidence
    from (
        select
            p.*,
            s.scenario_id,
            r.regime_id,
            r.confidence as regime_confidence,
            coalesce(r.base, s.base) as levy_base,
            coalesce(s.rate_share, r.rate_share) as rate_share,
            s.base != 'licensed_revenue' as is_by_regime,
            case when is_by_regime then greatest(s.effective_from, r.effective_from) else s.effective_from end
                as first_day,
            {{ share_of_days(
                'case when first_day <= p.licences_granted_by then null else first_day end',
                'case when is_by_regime then r.effective_to end',
                'p.period_start', 'p.period_end'
            ) }} as days_share
        from (
            select
                *,
                true as is_documented
            from {{ products }}
            where is_in_base

            union all by name

            select
                k.ticker,
                k.cik,
                k.company_name,
                k.chip_id,
                k.chip,
                q.fiscal_year,
                q.fiscal_quarter,
                q.period_start,
                q.period_end,
                q.calendar_quarter,
                'nothing is documented of this quarter' as null_reason,
                'quarter_not_documented' as null_reason_code,
                false as is_documented,
                'Nothing; the newest quarter documented before ended on '
                || max(k.period_end) filter (where k.period_end < q.period_end) as evidence,
                q.known_on,
                arg_max(k.source_id, k.period_end) filter (where k.period_end < q.period_end) as source_id,
                arg_max(k.source_url, k.period_end) filter (where k.period_end < q.period_end) as source_url,
                'none_found' as confidence
            from {{ products }} as k
            inner join (
                select
                    ticker,
                    fiscal_year,
                    fiscal_quarter,
                    min(period_start) as period_start,
                    max(period_end) as period_end,
                    any_value(calendar_quarter) as calendar_quarter,
                    min(known_on) as known_on
                from (
                    select * from {{ quarters }}

                    union all by name

                    select
                        ticker,
                        fiscal_year,
                        fiscal_quarter,
                        period_start,
                        period_end,
                        calendar_quarter,
                        known_on
                    from {{ products }}
                )
                group by ticker, fiscal_year, fiscal_quarter
            ) as q on k.ticker = q.ticker
            where k.is_in_base
            group by
                k.ticker, k.cik, k.company_name, k.chip_id, k.chip, q.fiscal_year, q.fiscal_quarter, q.period_start,
                q.period_end, q.calendar_quarter, q.known_on
            having
                min(k.period_end) < q.period_end
                and count(*) filter (where k.fiscal_year = q.fiscal_year and k.fiscal_quarter = q.fiscal_quarter) = 0
        ) as p
        inner join {{ scenarios }} as s on s.base in ('licensed_revenue', 'regimes', 'announced_regimes')
        left join {{ regimes }} as r
            on
                p.chip_id = r.chip_id and {{ regime_counts_in('s', 'r') }}
                and (s.base = 'licensed_revenue' or r.tickers is null or list_contains(string_split(r.tickers, ';'), p.ticker))
        where (r.regime_id is not null or (s.base = 'licensed_revenue' and s.regime_id is null))
    ) as d
    where d.days_share > 0
{%- endmacro %}

{# Fiscal quarters of each company whose revenue is known, with the day on which it was first known. #}
{% macro company_quarters(value_history) -%}
    select
        ticker,
        fiscal_year,
        fiscal_quarter,
        arg_max(period_start, known_at) as period_start,
        arg_max(period_end, known_at) as period_end,
        arg_max(calendar_quarter, known_at) as calendar_quarter,
        cast(min(known_at) as date) as known_on
    from {{ value_history }}
    where metric = 'revenue' and geography = 'total' and slot in ('Q1', 'Q2', 'Q3', 'Q4') and value_usd is not null
    group by ticker, fiscal_year, fiscal_quarter
{%- endmacro %}

{# Whether a scenario counts a regime for a chip, as rows of levy.scenarios and levy.product_regimes. #}
{% macro regime_counts_in(scenario, regime) -%}
    {{ regime }}.is_in_scope
    and case {{ scenario }}.base
        when 'licensed_revenue' then {{ scenario }}.regime_id = {{ regime }}.regime_id
        when 'regimes' then {{ regime }}.is_in_force
        when 'announced_regimes' then {{ regime }}.applies
        else false
    end
{%- endmacro %}
