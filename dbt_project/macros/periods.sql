{#
  Rules about lengths of time. Periods are recognised by their days, first and last included, not by a label.
  A quarter is 13 or 14 weeks (91, 98 days) or three calendar months (89-92), or one of three of 12 weeks (84) and one of
  16 or 17 (112, 119); a fiscal year is 52 or 53 weeks (364, 371) or a calendar year (365, 366). A year to date is 24 to
  29 weeks or six months, then 36 to 41 weeks or nine. The bounds leave some days for a company that moves its closing
  day, and leave out stubs of two, four, five, seven, eight and ten months.
#}

{% macro period_days(period_start, period_end) -%}
    (({{ period_end }} - {{ period_start }}) + 1)
{%- endmacro %}

{# How many quarters a duration spans: 1, 2, 3, 4, or null when it is none of these (a stub, a month, two years). #}
{% macro quarters_spanned(days) -%}
    case
        when {{ days }} between 80 and 119 then 1
        when {{ days }} between 164 and 203 then 2
        when {{ days }} between 248 and 288 then 3
        when {{ days }} between 350 and 380 then 4
    end
{%- endmacro %}

{# The fiscal period that a duration fills: Q1..Q4, H1, 9M, FY. `through_quarter`: the quarter it ends with. #}
{% macro fiscal_period_type(quarters, through_quarter) -%}
    case
        when {{ quarters }} = 1 then 'Q' || {{ through_quarter }}
        when {{ quarters }} = 2 and {{ through_quarter }} = 2 then 'H1'
        when {{ quarters }} = 3 and {{ through_quarter }} = 3 then '9M'
        when {{ quarters }} = 4 and {{ through_quarter }} = 4 then 'FY'
    end
{%- endmacro %}

{# Whether a fiscal period is a quarter or a year: not a year to date (H1, 9M), nor a transition period (TP). #}
{% macro is_quarter_or_year(fiscal_period_type) -%}
    {{ fiscal_period_type }} not in ('H1', '9M', 'TP')
{%- endmacro %}

{# The calendar quarter in which most of a fiscal quarter lies: that of its middle day. `2025Q3`. #}
{% macro calendar_quarter(period_start, period_end) -%}
    strftime({{ period_start }} + (({{ period_end }} - {{ period_start }}) // 2)::integer, '%Y') || 'Q'
    || quarter({{ period_start }} + (({{ period_end }} - {{ period_start }}) // 2)::integer)
{%- endmacro %}

{#
  Share of a period's days, 0 to 1, on which something is in effect from `first_day` to `last_day` (nulls: always). What
  straddles a start is counted by days, since filings do not say when in a quarter sales were made.
#}
{% macro share_of_days(first_day, last_day, period_start, period_end) -%}
    cast(
        greatest(
            least(coalesce({{ last_day }}, {{ period_end }}), {{ period_end }})
            - greatest(coalesce({{ first_day }}, {{ period_start }}), {{ period_start }}) + 1,
            0
        ) as decimal(18, 10)
    ) / ({{ period_end }} - {{ period_start }} + 1)
{%- endmacro %}

{# Last day of the day, month, quarter or year that begins on a day: from when on something dated so loosely holds. #}
{% macro last_day_of(first_day, precision) -%}
    case {{ precision }}
        when 'day' then {{ first_day }}
        when 'month' then last_day({{ first_day }})
        when 'quarter' then last_day(cast({{ first_day }} + interval 2 months as date))
        when 'year' then last_day(cast({{ first_day }} + interval 11 months as date))
    end
{%- endmacro %}

{#
  Day from which on a claim of a curated table counts as known: the last of the day, month, quarter or year in which it
  was made, never earlier; and at the latest the day on which the table was last read, since it is in the table then.
#}
{% macro known_from(first_day, precision, table) -%}
    case
        when {{ first_day }} is not null
            then least(
                {{ last_day_of(first_day, precision) }},
                (
                    select f.accessed
                    from {{ ref('stg_reference__reference_dates') }} as f
                    where f.name = '{{ table }}.csv'
                )
            )
    end
{%- endmacro %}
{# A fiscal year, or a quarter of it, as text: `FY2026 Q3`. Null without a year. #}
{% macro fiscal_label(fiscal_year, fiscal_quarter) -%}
    'FY' || {{ fiscal_year }} || coalesce(' Q' || {{ fiscal_quarter }}, '')
{%- endmacro %}
