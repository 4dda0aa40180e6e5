{#
  Yield, defect density and dies per wafer. Areas in mm2, defect densities in killer defects per cm2 (D0), yields as
  shares of 1, lengths in mm. A x D below is area in cm2 times D0: the mean number of killer defects on a die.
  Where the formulas come from: J. A. Cunningham, "The use and evaluation of yield models in integrated circuit
  manufacturing", IEEE Transactions on Semiconductor Manufacturing 3(2), 1990 (Poisson, Murphy, Seeds, negative binomial);
  D. K. de Vries, "Investigation of gross die per wafer formulas", ibid. 18(1), 2005 (dies per wafer).
#}

{# Mean number of killer defects on a die: area in cm2 times defects per cm2. #}
{% macro defects_per_die(d0, area_mm2) -%}
    (cast({{ area_mm2 }} as double) / 100 * cast({{ d0 }} as double))
{%- endmacro %}

{# Poisson: defects fall independently, one kills. Y = exp(-A D). The lowest yield of the four at equal D0. #}
{% macro yield_poisson(d0, area_mm2) -%}
    exp(-{{ defects_per_die(d0, area_mm2) }})
{%- endmacro %}

{#
  Murphy: D0 varies over the wafer, spread as a triangle (his exact integral). Y = ((1 - exp(-A D)) / (A D))^2. Below
  one defect in ten thousand dies the quotient loses its digits, so its series is used.
#}
{% macro yield_murphy(d0, area_mm2) -%}
    {%- set defects = defects_per_die(d0, area_mm2) -%}
    power(
        case
            when {{ defects }} < 1e-4 then 1 - {{ defects }} / 2 + power({{ defects }}, 2) / 6
            else (1 - exp(-{{ defects }})) / {{ defects }}
        end,
        2
    )
{%- endmacro %}

{#
  Seeds, with one critical layer also Bose-Einstein: D0 is spread exponentially. Y = 1 / (1 + A D). The highest of the
  four. (Some books give Seeds' name to exp(-sqrt(A D)); that is another formula.)
#}
{% macro yield_seeds(d0, area_mm2) -%}
    (1 / (1 + {{ defects_per_die(d0, area_mm2) }}))
{%- endmacro %}

{#
  Negative binomial (Stapper): D0 is spread as a gamma distribution, so defects cluster. Y = (1 + A D / alpha)^-alpha.
  alpha 1 is Seeds, infinite alpha Poisson; 3 is the usual choice for logic, after the roadmaps of the industry.
#}
{% macro yield_negative_binomial(d0, area_mm2, alpha=3) -%}
    power(1 + {{ defects_per_die(d0, area_mm2) }} / {{ alpha }}, -{{ alpha }})
{%- endmacro %}

{# D0 at which the Poisson model gives a yield: -ln(Y) / A. Null at a yield of 0, which no D0 gives. #}
{% macro defect_density_poisson(yield_share, area_mm2) -%}
    {{ _defect_density(yield_share, area_mm2, "-ln(" ~ _double(yield_share) ~ ")") }}
{%- endmacro %}

{#
  D0 at which Murphy's model gives a yield. x = A D solves (1 - exp(-x)) / x = s, s the root of the yield; no closed
  form without Lambert's W. Newton's method: the left side falls and is convex, and both -ln(Y) and 1/s - 1 lie at or
  below the solution, so from the larger of them every step climbs towards it and none overshoots. Four steps suffice
  for yields from 1e-12 up; six are taken. A list of one number is used as a variable.
#}
{% macro defect_density_murphy(yield_share, area_mm2) -%}
    {%- set given = _double(yield_share) -%}
    {%- set root = "sqrt(" ~ given ~ ")" -%}
    {%- set step = "x + ((1 - exp(-x)) / x - " ~ root ~ ") * x * x / (1 - exp(-x) * (1 + x))" -%}
    {%- set steps = namespace(x="[greatest(-ln(" ~ given ~ "), 1 / " ~ root ~ " - 1)]") -%}
    {%- for _ in range(6) -%}
        {%- set steps.x = "list_transform(" ~ steps.x ~ ", lambda x: " ~ step ~ ")" -%}
    {%- endfor -%}
    {{ _defect_density(yield_share, area_mm2, steps.x ~ "[1]") }}
{%- endmacro %}

{# D0 at which the Seeds model gives a yield: (1 / Y - 1) / A. #}
{% macro defect_density_seeds(yield_share, area_mm2) -%}
    {{ _defect_density(yield_share, area_mm2, "(1 / " ~ _double(yield_share) ~ " - 1)") }}
{%- endmacro %}

{# D0 at which the negative-binomial model gives a yield: alpha (Y^(-1/alpha) - 1) / A. #}
{% macro defect_density_negative_binomial(yield_share, area_mm2, alpha=3) -%}
    {%- set defects = alpha ~ " * (power(" ~ _double(yield_share) ~ ", -1.0 / " ~ alpha ~ ") - 1)" -%}
    {{ _defect_density(yield_share, area_mm2, defects) }}
{%- endmacro %}

{% macro _double(expression) -%}
    cast({{ expression }} as double)
{%- endmacro %}

{# Defects per die over area; 0 at a yield of 1, null at 0 and where the yield is none. #}
{% macro _defect_density(yield_share, area_mm2, defects) -%}
    case
        when {{ yield_share }} = 1 then 0 * {{ _double(area_mm2) }}
        when {{ yield_share }} > 0 and {{ yield_share }} < 1 then {{ defects }} * 100 / {{ _double(area_mm2) }}
    end
{%- endmacro %}

{# The four models by name. #}
{% macro yield_models() -%}
    {{ return(['poisson', 'murphy', 'negative_binomial', 'seeds']) }}
{%- endmacro %}

{# The default model: defects cluster on real wafers, and alpha 3 is usual in the industry. #}
{% macro default_yield_model() -%}
    {{ return('negative_binomial') }}
{%- endmacro %}

{# Yield by the model that a column names. #}
{% macro yield_by_model(model, d0, area_mm2) -%}
    case {{ model }}
        when 'poisson' then {{ yield_poisson(d0, area_mm2) }}
        when 'murphy' then {{ yield_murphy(d0, area_mm2) }}
        when 'negative_binomial' then {{ yield_negative_binomial(d0, area_mm2) }}
        when 'seeds' then {{ yield_seeds(d0, area_mm2) }}
    end
{%- endmacro %}

{# D0 by the model that a column names. #}
{% macro defect_density_by_model(model, yield_share, area_mm2) -%}
    case {{ model }}
        when 'poisson' then {{ defect_density_poisson(yield_share, area_mm2) }}
        when 'murphy' then {{ defect_density_murphy(yield_share, area_mm2) }}
        when 'negative_binomial' then {{ defect_density_negative_binomial(yield_share, area_mm2) }}
        when 'seeds' then {{ defect_density_seeds(yield_share, area_mm2) }}
    end
{%- endmacro %}

{# Wafer area over die area: an upper bound of dies per wafer. #}
{% macro area_ratio(area_mm2, diameter_mm=300) -%}
    (pi() * power({{ diameter_mm }}, 2) / (4 * cast({{ area_mm2 }} as double)))
{%- endmacro %}

{#
  Whole dies on a round wafer, as a real number: usable area over die area, less what the rim cuts,
      pi d^2 / (4 S) - pi d / sqrt(2 S),
  the first-order formula among those that de Vries compares. d: diameter less the excluded edge on both sides; S: die
  and scribe lane, the die taken for a square. Without edge and scribe it is what analysts quote as "de Vries".
#}
{% macro dies_per_wafer(area_mm2, diameter_mm=300, edge_exclusion_mm=0, scribe_mm=0) -%}
    {%- set usable = "(" ~ diameter_mm ~ " - 2 * " ~ edge_exclusion_mm ~ ")" -%}
    {%- set side = "(sqrt(" ~ _double(area_mm2) ~ ") + " ~ scribe_mm ~ ")" -%}
    greatest(
        pi() * power({{ usable }}, 2) / (4 * power({{ side }}, 2)) - pi() * {{ usable }} / (sqrt(2) * {{ side }}),
        0
    )
{%- endmacro %}

{# Areas, mm2, on which yields are compared: a phone chip, a 910B-size die, a die of the H100's size. #}
{% macro common_die_areas() -%}
    {{ return([100, 666, 814]) }}
{%- endmacro %}

{# Dies per wafer that have a cost: the formula is one for many dies, and less than one is none. #}
{% macro dies_with_a_cost(dies) -%}
    if({{ dies }} < 1, null, {{ dies }})
{%- endmacro %}

{# Why a die has no cost at a foundry, as a code; null when it has one. #}
{% macro no_die_cost(dies_per_wafer, yield_mid) -%}
    case
        when {{ dies_per_wafer }} < 1 then 'die_too_large'
        when {{ yield_mid }} is null then 'no_defect_density'
    end
{%- endmacro %}

{# The same as a sentence, and why there is nothing to compare with. #}
{% macro no_die_cost_reason(code) -%}
    case {{ code }}
        when 'die_too_large' then 'by the formula less than one die fits on a wafer'
        when 'no_defect_density' then 'no claim gives this process a defect density'
        when 'no_tsmc_defect_density' then 'no claim gives TSMC''s process a defect density'
    end
{%- endmacro %}
