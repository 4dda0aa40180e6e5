{# Figures of filings that are given and not set aside, each with its series as plausibility_limits.csv names it. #}
{% macro stated_values() -%}
    (
        select
            *,
            case when geography = 'CN' then 'china_revenue' else metric end as series
        from {{ ref('int_filing_values') }}
        where not is_set_aside and value_usd is not null
    )
{%- endmacro %}

{# The greatest of several expressions that may be null; null when all are. #}
{% macro larger_of(expressions) -%}
    list_max([{{ expressions | join(', ') }}])
{%- endmacro %}

{# Difference of two amounts over the difference of two others. #}
{% macro difference_quotient(after, before, other_after, other_before) -%}
    cast({{ after }} - {{ before }} as double) / nullif({{ other_after }} - {{ other_before }}, 0)
{%- endmacro %}

{# Logarithm of the growth of an amount over that of another; null when one of the four is not positive. #}
{% macro growth_quotient(after, before, other_after, other_before) -%}
    case
        when least({{ after }}, {{ before }}, {{ other_after }}, {{ other_before }}) > 0
            then
                ln(cast({{ after }} as double) / cast({{ before }} as double))
                / nullif(ln(cast({{ other_after }} as double) / cast({{ other_before }} as double)), 0)
    end
{%- endmacro %}
