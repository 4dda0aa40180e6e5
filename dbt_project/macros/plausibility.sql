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
