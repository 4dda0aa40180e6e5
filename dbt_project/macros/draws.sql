{#
  Random numbers that are the same on every engine and in every build. The text `seed|draw|name` is hashed with MD5 (any
  engine has it; DuckDB's own hash() may change between versions), the first 13 hexadecimal digits are a whole number k
  below 2^52, and (k + 0.5) / 2^52 is exact in double precision, above 0 and below 1. MD5 is used for spreading, not for
  secrecy. A draw, its parameter and the seed name a number; years and scenarios share it (common random numbers), so
  that they differ by their inputs alone.
#}
{% macro uniform_draw(seed, draw, name) -%}
    (
        cast('0x' || left(md5({{ seed }} || '|' || {{ draw }} || '|' || {{ name }}), 13) as bigint) + cast(0.5 as double)
    ) / 4503599627370496
{%- endmacro %}

{#
  The value below which a share u of a triangular distribution lies (its inverse distribution function, closed form):
      low + sqrt(u (high - low) (mode - low))            where u < (mode - low) / (high - low),
      high - sqrt((1 - u) (high - low) (high - mode))    elsewhere.
  Square roots and the four operations are rounded alike on every engine. Low and high alike: that value.
  S. Kotz and J. R. van Dorp, "Beyond Beta", World Scientific 2004, chapter 1. `distribution` is a struct from `triangle`.
#}
{% macro triangular(u, distribution) -%}
    {%- set d = distribution -%}
    case when {{ u }} * {{ d }}.span < {{ d }}.rise then {{ d }}.low + sqrt({{ u }} * {{ d }}.span * {{ d }}.rise)
    else {{ d }}.high - sqrt((1 - {{ u }}) * {{ d }}.span * {{ d }}.fall) end
{%- endmacro %}

{# A triangular distribution by its bounds, with high - low (span), mode - low (rise) and high - mode (fall). #}
{% macro triangle(low, mode, high) -%}
    {
        'low': {{ low }}, 'high': {{ high }},
        'span': {{ high }} - {{ low }}, 'rise': {{ mode }} - {{ low }}, 'fall': {{ high }} - {{ mode }}
    }
{%- endmacro %}

{# Inputs of the simulation, as supply_parameters.csv names them (a data test keeps the two lists together). #}
{% macro supply_parameters() -%}
    {{ return([
        'ai_wafers_per_month', 'equipment_share', 'fill_share', 'dies_per_wafer', 'die_yield', 'harvest_share',
        'finished_in_year_share', 'dies_in_process_before', 'n3_dies', 'die_bank_dies', 'die_bank_usable_share',
        'dies_used_before', 'hbm_stacks_received', 'hbm_huawei_share', 'cxmt_hbm_wafers_per_month', 'cxmt_ramp_share',
        'hbm_stacks_per_wafer', 'own_memory_stacks', 'stacks_per_die', 'packages_per_year', 'assembly_yield',
        'two_die_share', 'sold_share',
    ]) }}
{%- endmacro %}

{# More dies than any draw makes: the value of a limit that does not bind. #}
{% macro no_limit() -%}
    1000000000000
{%- endmacro %}

{# An expression for each name, with commas between; `[]` in it is the name. #}
{% macro for_each(names, expression) -%}
    {%- set expressions = [] -%}
    {%- for name in names -%}
        {%- do expressions.append(expression | replace('[]', name)) -%}
    {%- endfor -%}
    {{ expressions | join(',\n    ') }}
{%- endmacro %}

{# 5th, 50th and 95th percentile of a list of the three, as whole numbers of that name. #}
{% macro percentiles(three, name) -%}
    cast(round({{ three }}[1]) as bigint) as {{ name }}_p5,
    cast(round({{ three }}[2]) as bigint) as {{ name }}_p50,
    cast(round({{ three }}[3]) as bigint) as {{ name }}_p95
{%- endmacro %}
