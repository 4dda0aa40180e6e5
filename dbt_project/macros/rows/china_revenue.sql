{#
  Rows of levy.china_revenue out of `values` (the columns of ops.value_history, and a version): quarters and years, with
  total revenue of the same version, and the year to date through the quarter on the same basis. A figure that is no part
  of total revenue (one of the two was restated alone, or sales were taken back) stays, says so, and has no share.
#}
{% macro china_revenue_rows(values) -%}
    select
        v.ticker,
        v.cik,
        v.company_name,
        v.fiscal_year,
        v.fiscal_quarter,
        v.period_start,
        v.period_end,
        v.calendar_quarter,
        v.geography_basis,
        v.is_basis_of_own_filing,
        v.version,
        v.value_usd as china_revenue_usd,
        v.tolerance_usd as china_revenue_tolerance_usd,
        y.value_usd as china_revenue_year_to_date_usd,
        t.value_usd as total_revenue_usd,
        case
            when v.value_usd between 0 and t.value_usd then {{ share_of('v.value_usd', 't.value_usd') }}
        end as china_of_revenue_share,
        v.geography_scope as china_scope,
        v.split_status,
        v.split_difference_usd,
        v.derivation,
        v.formula,
        v.null_reason,
        v.null_reason_code,
        nullif(
            concat_ws('; ', v.caveat, case
                when v.value_usd < 0 then 'negative, so no share of total revenue'
                when v.value_usd > t.value_usd + v.tolerance_usd
                    then 'more than the total revenue in ' || t.accession || ', so no share of total revenue'
            end), ''
        ) as caveat,
        v.confidence,
        v.concept,
        v.accession,
        v.known_at
    from {{ values }} as v
    left join {{ values }} as t
        on
            v.cik = t.cik and v.fiscal_year = t.fiscal_year and v.fiscal_period_type = t.fiscal_period_type
            and v.version = t.version
            and t.metric = 'revenue' and t.geography = 'total'
    left join {{ values }} as y
        on
            v.cik = y.cik and v.fiscal_year = y.fiscal_year and v.version = y.version
            and v.metric = y.metric and v.geography = y.geography and v.geography_basis = y.geography_basis
            and y.fiscal_period_type = case v.fiscal_period_type
                when 'Q2' then 'H1'
                when 'Q3' then '9M'
                when 'Q4' then 'FY'
                else v.fiscal_period_type
            end
    where v.metric = 'revenue' and v.geography = 'CN' and {{ is_quarter_or_year('v.fiscal_period_type') }}
{%- endmacro %}
