{#
  What was known at the end of a day, UTC, out of ops.value_history: version `latest` is what was current then, version
  `first_reported` what had been reported first by then.
#}
{% macro as_known_on(day) -%}
    (
        select
            *,
            slot as fiscal_period_type,
            'latest' as version
        from {{ published('value_history') }}
        where
            known_at < cast({{ day }} as date) + interval '1 day'
            and (known_until is null or known_until >= cast({{ day }} as date) + interval '1 day')

        union all

        select
            *,
            slot as fiscal_period_type,
            'first_reported' as version
        from {{ published('value_history') }}
        where is_first_report and known_at < cast({{ day }} as date) + interval '1 day'
    )
{%- endmacro %}
