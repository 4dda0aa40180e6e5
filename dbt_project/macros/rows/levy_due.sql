{#
  Rows of levy.levy_due: for each scenario what would be due on the China revenue of `china` (one version), or on the
  product revenue of `product_levies`, beside the company's `totals` of the same version. A scenario on basis
  `as_reported` takes the basis of the period's own filing; a year may have several bases and a quarter none of its own:
  one row a scenario, the one with a figure first. A year of a product scenario is the sum of its documented quarters.
  Sales may be negative (more taken back than sold): bounds keep their order then, too. What a company bears is a range
  for two reasons, the levy's own and that of what is passed on: low is the least levy of which the most is passed on.
  A period that straddles the start is annualised as if the levy applied on all its days. A year that straddles it is the
  sum of its quarters since then. A bound that leaves a part out is null: the most of a year, or of all quarters so far, is
  unknown once that of one quarter, or of one product, is.
#}
{% macro levy_due_rows(china, totals, product_levies, scenarios) -%}
    select
        d.ticker,
        d.cik,
        d.company_name,
        d.fiscal_year,
        d.fiscal_quarter,
        d.period_start,
        d.period_end,
        d.calendar_quarter,
        d.quarter_count,
        d.scenario_id,
        s.scenario_label,
        s.base,
        s.rate_share,
        d.geography_basis,
        d.china_scope,
        d.china_revenue_usd,
        d.base_low_usd,
        d.base_usd,
        d.base_high_usd,
        d.levy_low_usd,
        d.levy_usd,
        d.levy_high_usd,
        case when s.effective_from is not null and d.fiscal_quarter is not null then {{ usd("
            sum(d.levy_low_usd) over so_far
        ") }} end as cumulative_levy_low_usd,
        case
            when s.effective_from is not null and d.fiscal_quarter is not null
                and count(d.levy_usd) over so_far = count(*) over so_far
                then {{ usd('sum(d.levy_usd) over so_far') }}
        end as cumulative_levy_usd,
        case
            when s.effective_from is not null and d.fiscal_quarter is not null
                and count(d.levy_high_usd) over so_far = count(*) over so_far
                then {{ usd('sum(d.levy_high_usd) over so_far') }}
        end as cumulative_levy_high_usd,
        {{ usd('d.whole_usd * case when d.fiscal_quarter is null then 1 else 4 end') }} as levy_annualised_usd,
        least(
            {{ usd_times('1 - s.pass_through_high_share', 'd.levy_low_usd') }},
            {{ usd_times('1 - s.pass_through_low_share', 'd.levy_low_usd') }}
        ) as borne_by_company_low_usd,
        {{ usd_times('1 - s.pass_through_point_share', 'd.levy_usd') }} as borne_by_company_usd,
        greatest(
            {{ usd_times('1 - s.pass_through_high_share', 'd.levy_high_usd') }},
            {{ usd_times('1 - s.pass_through_low_share', 'd.levy_high_usd') }}
        ) as borne_by_company_high_usd,
        p.revenue_usd,
        p.gross_profit_usd,
        p.operating_income_usd,
        p.rnd_expense_usd,
        {{ share_of('d.levy_usd', 'p.revenue_usd') }} as levy_of_revenue_share,
        {{ share_of('d.levy_low_usd', 'p.revenue_usd') }} as levy_of_revenue_low_share,
        {{ share_of('d.levy_high_usd', 'p.revenue_usd') }} as levy_of_revenue_high_share,
        {{ share_of('d.levy_usd', 'p.gross_profit_usd') }} as levy_of_gross_profit_share,
        {{ share_of('d.levy_low_usd', 'p.gross_profit_usd') }} as levy_of_gross_profit_low_share,
        {{ share_of('d.levy_high_usd', 'p.gross_profit_usd') }} as levy_of_gross_profit_high_share,
        {{ share_of('d.levy_usd', 'p.operating_income_usd') }} as levy_of_operating_income_share,
        {{ share_of('d.levy_low_usd', 'p.operating_income_usd') }} as levy_of_operating_income_low_share,
        {{ share_of('d.levy_high_usd', 'p.operating_income_usd') }} as levy_of_operating_income_high_share,
        {{ share_of('d.levy_usd', 'p.rnd_expense_usd') }} as levy_of_rnd_share,
        {{ share_of('d.levy_low_usd', 'p.rnd_expense_usd') }} as levy_of_rnd_low_share,
        {{ share_of('d.levy_high_usd', 'p.rnd_expense_usd') }} as levy_of_rnd_high_share,
        d.derivation,
        d.formula,
        d.null_reason,
        d.null_reason_code,
        d.caveat,
        d.accession,
        d.known_at,
        s.source_id,
        d.confidence
    from (
        {{ china_levies(china, scenarios) }}

        union all by name

        select
            ticker,
            cik,
            any_value(company_name) as company_name,
            fiscal_year,
            fiscal_quarter,
            min(period_start) as period_start,
            max(period_end) as period_end,
            case when fiscal_quarter is not null then max(calendar_quarter) end as calendar_quarter,
            scenario_id,
            'not_applicable' as geography_basis,
            case when grouping(fiscal_quarter) = 1 then cast(count(distinct fiscal_quarter) as integer) end as quarter_count,
            coalesce(quarter_count = 5 - min(fiscal_quarter), true) as is_whole,
            {{ usd('sum(licensed_revenue_low_usd)') }} as base_low_usd,
            case
                when is_whole and count(*) = count(licensed_revenue_usd) then {{ usd('sum(licensed_revenue_usd)') }}
            end as base_usd,
            case
                when is_whole and count(*) = count(licensed_revenue_high_usd)
                    then {{ usd('sum(licensed_revenue_high_usd)') }}
            end as base_high_usd,
            {{ usd('sum(levy_low_usd)') }} as levy_low_usd,
            case when is_whole and count(*) = count(levy_usd) then {{ usd('sum(levy_usd)') }} end as levy_usd,
            case
                when is_whole and count(*) = count(levy_high_usd) then {{ usd('sum(levy_high_usd)') }}
            end as levy_high_usd,
            case
                when is_whole and count(*) = count(levy_usd)
                    then {{ usd('sum(case when licensed_revenue_high_usd != 0 then ' ~ usd_times(
                        'rate_share', 'licensed_revenue_usd'
                    ) ~ ' else 0 end)') }}
            end as whole_usd,
            case when is_whole and count(*) = count(levy_usd) then 'derived' else 'missing' end as derivation,
            string_agg(
                rate_share || ' x ' || chip || ' '
                || coalesce(cast(licensed_revenue_usd as varchar), 'up to ' || licensed_revenue_high_usd, 'unknown')
                || case when days_share < 1 then ' x ' || days_share || ' of its days' else '' end,
                ' + ' order by period_end, chip_id, regime_id
            ) as formula,
            case
                when quarter_count < 4
                    then 'the sum of ' || string_agg(distinct 'Q' || fiscal_quarter, ', ' order by 'Q' || fiscal_quarter)
            end as caveat,
            nullif(concat_ws(
                '; ',
                string_agg(distinct chip || ': ' || null_reason, '; ' order by chip || ': ' || null_reason),
                case when is_whole then null else 'the year is not complete: ' || caveat || ' alone' end
            ), '') as null_reason,
            case
                when is_whole then {{ common_reason_code('null_reason_code') }}
                when count(null_reason_code) > 0 then 'several_reasons'
                else 'year_not_complete'
            end as null_reason_code,
            max(cast(known_on as timestamp) + interval '1 day' - interval '1 second') as known_at,
            {{ weakest_confidence('confidence') }} as confidence
        from {{ product_levies }}
        group by grouping sets (
            (ticker, cik, fiscal_year, fiscal_quarter, scenario_id), (ticker, cik, fiscal_year, scenario_id)
        )
    ) as d
    inner join {{ scenarios }} as s on d.scenario_id = s.scenario_id
    left join {{ totals }} as p
        on
            d.cik = p.cik and d.fiscal_year = p.fiscal_year
            and d.fiscal_quarter is not distinct from p.fiscal_quarter
            and {{ is_quarter_or_year('p.fiscal_period_type') }}
    window so_far as (
        partition by d.scenario_id, d.cik, d.fiscal_quarter is null order by d.period_end
    )
{%- endmacro %}

{#
  What scenarios take of China revenue, one row a scenario and period. A year that straddles the start is the sum of its
  quarters since then, on its own basis; while one of them is not known it has no point, and the most is the whole.
#}
{% macro china_levies(china, scenarios) -%}
    select
        ticker,
        cik,
        company_name,
        fiscal_year,
        fiscal_quarter,
        period_start,
        period_end,
        calendar_quarter,
        scenario_id,
        geography_basis,
        china_scope,
        china_revenue_usd,
        base_low_usd,
        china_revenue_usd as base_usd,
        base_high_usd,
        whole_usd,
        fiscal_quarter is null and days_share < 1 as is_sum,
        coalesce(
            count(levy_usd) filter (where fiscal_quarter is not null) over in_year
            = count(*) filter (where fiscal_quarter is not null) over in_year
            and min(period_start) filter (where fiscal_quarter is not null) over in_year <= effective_from
            and max(period_end) filter (where fiscal_quarter is not null) over in_year = period_end
            and sum(days) filter (where fiscal_quarter is not null) over in_year
            = period_end - min(period_start) filter (where fiscal_quarter is not null) over in_year + 1,
            false
        ) as has_its_quarters,
        case
            when is_sum and has_its_quarters
                then cast(count(*) filter (where fiscal_quarter is not null) over in_year as integer)
        end as quarter_count,
        case
            when is_sum and has_its_quarters
                then {{ usd('sum(levy_low_usd) filter (where fiscal_quarter is not null) over in_year') }}
            else levy_low_usd
        end as levy_low_usd,
        case
            when not is_sum then levy_usd
            when has_its_quarters
                then {{ usd('sum(levy_usd) filter (where fiscal_quarter is not null) over in_year') }}
        end as levy_usd,
        case
            when is_sum and has_its_quarters
                then {{ usd('sum(levy_high_usd) filter (where fiscal_quarter is not null) over in_year') }}
            else levy_high_usd
        end as levy_high_usd,
        is_sum and not has_its_quarters and levy_usd is not null as lacks_quarters,
        case when lacks_quarters then 'missing' else derivation end as derivation,
        formula,
        case
            when lacks_quarters then 'the levy begins within the year, of which not all quarters since then are known'
            else null_reason
        end as null_reason,
        case when lacks_quarters then 'year_not_complete' else null_reason_code end as null_reason_code,
        nullif(concat_ws(
            '; ',
            caveat,
            case
                when quarter_count is not null
                    then 'the sum of the ' || quarter_count || ' quarters from the start of the levy'
            end
        ), '') as caveat,
        accession,
        known_at,
        confidence
    from (
        select
            b.*,
            s.scenario_id,
            s.effective_from,
            b.period_end - b.period_start + 1 as days,
            {{ usd('b.china_revenue_usd - b.china_revenue_tolerance_usd') }} as base_low_usd,
            {{ usd('b.china_revenue_usd + b.china_revenue_tolerance_usd') }} as base_high_usd,
            {{ share_of_days('s.effective_from', 'null::date', 'b.period_start', 'b.period_end') }} as days_share,
            {{ usd_times('s.rate_share', 'base_low_usd') }} as whole_low_usd,
            {{ usd_times('s.rate_share', 'b.china_revenue_usd') }} as whole_usd,
            {{ usd_times('s.rate_share', 'base_high_usd') }} as whole_high_usd,
            case
                when days_share = 1 then whole_low_usd
                when b.china_revenue_usd is not null then least({{ usd('0') }}, whole_low_usd)
            end as levy_low_usd,
            {{ usd_times('s.rate_share * days_share', 'b.china_revenue_usd') }} as levy_usd,
            case
                when days_share = 1 then whole_high_usd
                when b.china_revenue_usd is not null then greatest({{ usd('0') }}, whole_high_usd)
            end as levy_high_usd
        from {{ china }} as b
        inner join {{ scenarios }} as s
            on
                s.base = 'china_revenue'
                and (
                    b.geography_basis = s.geography_basis
                    or (s.geography_basis = 'as_reported' and b.is_basis_of_own_filing)
                )
                and (s.effective_from is null or b.period_end >= s.effective_from)
        qualify row_number() over (
            partition by s.scenario_id, b.cik, b.fiscal_year, b.fiscal_quarter
            order by b.china_revenue_usd is null, b.known_at, b.geography_basis
        ) = 1
    )
    window in_year as (partition by scenario_id, cik, fiscal_year, geography_basis)
{%- endmacro %}
