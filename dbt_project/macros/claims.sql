{# What the claims models share: days as numbers, the tolerance of a claim, and how amounts read in a sentence. #}

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

{# Figures of every measure in one type, with room for dollars and for small shares alike. #}
{% macro as_claim_amounts() -%}
    replace (
        cast(low as decimal(28, 6)) as low,
        cast(value as decimal(28, 6)) as value,
        cast(high as decimal(28, 6)) as high
    )
{%- endmacro %}

{#
  An amount in words: dollars in billions, millions or dollars, shares in per cent, days as dates; null for none. `size` is
  the larger end of the range that the amount is part of, so that both ends read in the same measure.
#}
{% macro claim_amount(amount, size, unit) -%}
    case
        when {{ unit }} = 'usd' and {{ size }} >= 100000000
            then printf('%.3f billion dollars', cast({{ amount }} as double) / 1e9)
        when {{ unit }} = 'usd' and {{ size }} >= 1000000
            then printf('%.1f million dollars', cast({{ amount }} as double) / 1e6)
        when {{ unit }} = 'usd' then printf('%.0f dollars', cast({{ amount }} as double))
        when {{ unit }} = 'cny' then printf('%.3f million yuan', cast({{ amount }} as double) / 1e6)
        when {{ unit }} = 'share' and {{ amount }} != 0 and abs({{ amount }}) < 0.01
            then printf('%.4f %%', cast({{ amount }} as double) * 100)
        when {{ unit }} = 'share' then printf('%.1f %%', cast({{ amount }} as double) * 100)
        when {{ unit }} = 'date' then strftime({{ numbered_day(amount) }}, '%Y-%m-%d')
        else
            rtrim(rtrim(cast({{ amount }} as varchar), '0'), '.')
            || case {{ unit }}
                when 'gb' then ' GB'
                when 'tflops' then ' TFLOPS'
                when 'ratio' then ' times'
                when 'count' then ''
                when 'year' then ''
                else ' ' || {{ unit }}
            end
    end
{%- endmacro %}

{# A range in words; one amount when both ends read the same, and an open end as a least or a most. #}
{% macro claim_range(low, high, unit) -%}
    list_transform(
        [
            list_transform(
                [{{ low }}, {{ high }}],
                lambda amount: {{ claim_amount('amount', 'greatest(abs(' ~ low ~ '), abs(' ~ high ~ '))', unit) }}
            )
        ],
        lambda ends: case
            when ends[1] is null and ends[2] is null then 'no figure'
            when ends[1] is null then 'at most ' || ends[2]
            when ends[2] is null then 'at least ' || ends[1]
            when ends[1] = ends[2] then ends[1]
            else ends[1] || ' to ' || ends[2]
        end
    )[1]
{%- endmacro %}

{# The reason of a verdict as a sentence, out of the code and the figures of int_claim_verdicts. #}
{% macro verdict_sentence() -%}
    case reason_code
        when 'opinion' then 'an opinion: no data can settle it'
        when 'scope' then 'it says what to watch, and asserts nothing'
        when 'pair_inconsistent' then broken_pairs
        when 'pair_consistent' then kept_pairs
        when 'not_due' then 'not due before ' || judged_from
        when 'estimates_disagree'
            then
                'claimed ' || claimed || '; of ' || estimate_count || ' estimates ' || agreeing_count || ' agree ('
                || agreeing || ') and ' || differing_count || ' do not (' || differing || ')'
        when 'figures_too_wide' then 'claimed ' || claimed || ', found ' || found || ', too wide to tell'
        when 'estimates_too_wide' then 'claimed ' || claimed || '; the estimates are too wide to tell: ' || found
        when 'findings_disagree'
            then
                'findings disagree, ' || support_count || ' for and ' || contradict_count || ' against: ' || statements
        when 'findings_weak'
            then
                'nothing stronger than ' || weakest_confidence || ' is known of it'
                || coalesce(': ' || statements, if(found_low is null, '', ': ' || found))
        when 'findings_silent' then 'what was found does not settle it: ' || silent_statements
        when 'nothing_found' then 'nothing was found on it'
        when 'figures' then 'claimed ' || claimed || ', found ' || found || {{ distance_and_tolerance() }}
        when 'estimates'
            then
                'claimed ' || claimed || ', estimates give ' || found || {{ distance_and_tolerance() }}
                || '; of ' || estimate_count || ', ' || agreeing_count || ' agree and ' || differing_count || ' differ'
        when 'text' then 'claimed ' || stated_text || ', found ' || found_text || ': ' || statements
        else statements
    end
    || coalesce('; the article agrees with itself: ' || if(reason_code = 'pair_consistent', null, kept_pairs), '')
    || coalesce('; beside it: ' || context, '')
{%- endmacro %}

{# How far a claim is off, and how far it may be. #}
{% macro distance_and_tolerance() -%}
    case
        when difference = 0 or nearest = 0 or nearest is null then ''
        when unit = 'date' then ', ' || cast(difference as integer) || ' days off'
        else printf(', %.1f %% off', abs(100 * cast(difference as double) / cast(nearest as double)))
    end
    || if(
        unit in ('date', 'year'), '', printf(' (tolerance %.0f %%)', cast(tolerance_share as double) * 100)
    )
{%- endmacro %}
