{#
  The rules by which a claim of the article is judged. One place: claims.article_claims and claims.verdict_history both
  read what int_claim_verdicts makes of them, day by day. docs/claims.md says the same in prose.
#}

{# A day as a number, so that days are compared as amounts are. #}
{% macro day_number(day) -%}
    cast({{ day }} - date '1970-01-01' as decimal(28, 6))
{%- endmacro %}

{# And back. #}
{% macro numbered_day(number) -%}
    date '1970-01-01' + cast({{ number }} as integer)
{%- endmacro %}

{# How far a claim may be off and still hold, as a share: a hundredth if it is exact, a tenth if it says "about". #}
{% macro claim_tolerance_share(tolerance_share, unit, wording) -%}
    case
        when {{ unit }} in ('date', 'year', 'text', 'none') then 0
        else coalesce({{ tolerance_share }}, case {{ wording }} when 'approximate' then 0.1 else 0.01 end)
    end
{%- endmacro %}

{# Dates may be a day off, since days differ by time zone. #}
{% macro claim_tolerance_days(unit) -%}
    case when {{ unit }} = 'date' then 1 else 0 end
{%- endmacro %}

{# Confidences that can decide a claim. The article cannot vouch for itself; memory and a search that found nothing
   never make more than `unverified`. #}
{% macro is_strong(confidence) -%}
    {{ confidence }} in ('document', 'mixed', 'derived')
{%- endmacro %}

{# Confidences as numbers, the weakest last, so that a max is the weakest of several. #}
{% macro confidence_rank(confidence) -%}
    list_position(['document', 'derived', 'mixed', 'source_article', 'memory', 'none_found'], {{ confidence }})
{%- endmacro %}

{% macro confidence_of_rank(rank) -%}
    list_extract(['document', 'derived', 'mixed', 'source_article', 'memory', 'none_found'], {{ rank }})
{%- endmacro %}

{#
  The verdict on a claim, out of the columns of what stood on a day:
    figures        lowest_high, highest_low: a claim must come within tolerance of every one of them
    estimates      found_low, found_high: a claim must lie within their range; one of a least or most must reach into it
    statements     how many support and contradict it
  In this order: what nobody can judge, what the article itself refutes, what is not due, then figures, estimates,
  statements, of strong confidence only.
#}
{% macro claim_verdict() -%}
    case
        when claim_kind in ('opinion', 'scope') then 'not_checkable'
        when broken_pair_count > 0 then 'internally_inconsistent'
        when judged_from > day and not (support_count > 0 and contradict_count = 0)
            then 'not_checkable'
        when figure_count > 0
            then
                case
                    when is_above and is_below then 'contradicted'
                    when (is_above or is_below) and unit in ('date', 'year') then 'contradicted'
                    when is_above then 'overstated'
                    when is_below then 'understated'
                    else 'supported'
                end
        when estimate_count > 0
            then if(is_outside, 'outside_evidence_range', 'supported')
        when contradict_count > 0 and support_count = 0 then 'contradicted'
        when support_count > 0 and contradict_count = 0 then 'supported'
        else 'unverified'
    end
{%- endmacro %}

{# Figures of every measure in one type, with room for dollars and for small shares alike. #}
{% macro as_claim_amounts() -%}
    replace (
        cast(low as decimal(28, 6)) as low,
        cast(value as decimal(28, 6)) as value,
        cast(high as decimal(28, 6)) as high
    )
{%- endmacro %}

{#
  An amount in words: dollars in billions, millions or dollars, shares in per cent, days as dates. `beside` is the other
  end of a range, which is told in the same measure, that of the larger of the two.
#}
{% macro claim_amount(amount, unit, beside='null') -%}
    case
        when {{ amount }} is null then 'no figure'
        when {{ unit }} = 'usd' and greatest(abs({{ amount }}), abs({{ beside }})) >= 100000000
            then printf('%.3f billion dollars', cast({{ amount }} as double) / 1e9)
        when {{ unit }} = 'usd' and greatest(abs({{ amount }}), abs({{ beside }})) >= 1000000
            then printf('%.1f million dollars', cast({{ amount }} as double) / 1e6)
        when {{ unit }} = 'usd' then printf('%.0f dollars', cast({{ amount }} as double))
        when {{ unit }} = 'cny' then printf('%.3f million yuan', cast({{ amount }} as double) / 1e6)
        when {{ unit }} = 'share' and {{ amount }} != 0 and abs({{ amount }}) < 0.01
            then printf('%.4f %%', cast({{ amount }} as double) * 100)
        when {{ unit }} = 'share' then printf('%.1f %%', cast({{ amount }} as double) * 100)
        when {{ unit }} = 'date' then strftime({{ numbered_day(amount) }}, '%Y-%m-%d')
        else
            rtrim(rtrim(cast({{ amount }} as varchar), '0'), '.')
            || case {{ unit }} when 'gb' then ' GB' when 'tflops' then ' TFLOPS' when 'count' then '' when 'year' then ''
                else ' ' || {{ unit }} end
    end
{%- endmacro %}

{# A range in words; one amount when both ends read the same, and an open end as a least or a most. #}
{% macro claim_range(low, high, unit) -%}
    case
        when {{ low }} is null and {{ high }} is null then 'no figure'
        when {{ low }} is null then 'at most ' || {{ claim_amount(high, unit) }}
        when {{ high }} is null then 'at least ' || {{ claim_amount(low, unit) }}
        when {{ claim_amount(low, unit, high) }} = {{ claim_amount(high, unit, low) }}
            then {{ claim_amount(low, unit, high) }}
        else {{ claim_amount(low, unit, high) }} || ' to ' || {{ claim_amount(high, unit, low) }}
    end
{%- endmacro %}
