{# US dollars, exact. Contracts of the marts use the same type. #}
{% macro usd(expression) -%}
    cast({{ expression }} as decimal(18, 2))
{%- endmacro %}

{#
  More than ten times what any company has ever reported: an amount that a filer gave in a wrong scale, which must not stop everything
  else.
#}
{% macro largest_usd() -%}
    1e13
{%- endmacro %}

{# A factor times an amount, in room for any amount: two narrow decimals would be multiplied in too little of it. #}
{% macro usd_times(factor, amount) -%}
    {{ usd("(" ~ factor ~ ") * cast(" ~ amount ~ " as decimal(22, 2))") }}
{%- endmacro %}

{#
  A share of 1, to six digits; null when the denominator is missing or not positive, and when it is a million or more
  (one of the two has a wrong scale or is close to zero).
#}
{% macro share_of(part, whole) -%}
    case
        when {{ whole }} > 0
            then try_cast(cast({{ part }} as double) / cast({{ whole }} as double) as decimal(12, 6))
    end
{%- endmacro %}

{# Half a unit of the last digit that a fact claims to be right in (`decimals` = -6: 500 000). INF or none: exact. #}
{% macro rounding_tolerance(decimals) -%}
    coalesce(0.5 * power(10, -try_cast({{ decimals }} as integer)), 0)
{%- endmacro %}

{# How precise a fact claims to be, to compare facts: its decimals; INF above all, none below all. #}
{% macro precision_rank(decimals) -%}
    case when {{ decimals }} = 'INF' then 99 else coalesce(try_cast({{ decimals }} as integer), -99) end
{%- endmacro %}

{# The same in US dollars where the filing may not say (companyfacts): half the last digit, half a million at most. #}
{% macro half_unit(value, decimals) -%}
    {{ usd("case
        when " ~ decimals ~ " is not null then " ~ rounding_tolerance(decimals) ~ "
        when " ~ value ~ " % 1000000 = 0 then 500000
        when " ~ value ~ " % 100000 = 0 then 50000
        when " ~ value ~ " % 1000 = 0 then 500
        else 0
    end") }}
{%- endmacro %}

{# Whether an amount is taken for a part of another: less than half of it. A zero or a negative amount is. #}
{% macro is_part_of(amount, other) -%}
    {{ amount }} < 0.5 * {{ other }}
{%- endmacro %}

{# Whether a company total of this metric is never below zero. #}
{% macro is_never_negative(metric) -%}
    {{ metric }} in ('revenue', 'cost_of_revenue', 'rnd_expense')
{%- endmacro %}
