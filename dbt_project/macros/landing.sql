{#
  Amounts of whole companies in a currency, by filing and place of origin: facts without dimensions of a document, or the
  entries of a companyfacts answer (`table` is facts or companyfacts).
#}
{% macro company_amounts(table) %}
    select
        cik,
        accession,
        document,
        fact_no,
        concept,
        unit,
        -- companyfacts has a duration of one day as an instant
        nullif(period_start, period_end) as period_start,
        period_end,
        value
    from {{ source('edgar', table) }}
    where
        accession is not null and is_numeric and value is not null and len(coalesce(dimensions, [])) = 0
        and regexp_full_match(unit, '[A-Z]{3}') and period_end is not null
{% endmacro %}
{# Whether two aliases have the same company, concept, unit and period. #}
{% macro is_same_thing(a, b) -%}
    {{ a }}.cik = {{ b }}.cik and {{ a }}.concept = {{ b }}.concept and {{ a }}.unit = {{ b }}.unit
    and {{ a }}.period_end = {{ b }}.period_end and {{ a }}.period_start is not distinct from {{ b }}.period_start
{%- endmacro %}
