{#
  Whether a filing of this form reports a company's results: annual, quarterly and transition reports, current reports
  and registration statements, which carry results recast, and amendments of these. A proxy statement repeats chosen
  figures, and in other units. A form that is not known may report.
#}
{% macro may_report(form) -%}
    coalesce(
        regexp_matches(
            {{ form }},
            '^(10-KT?|10-QT?|20-F|40-F|8-K|6-K|10-12[BG]|20FR12[BG]|S-[0-9]+|F-[0-9]+|424B[0-9]|POS AM)(MEF|POS|ASR)?(/A)?$'
        ),
        true
    )
{%- endmacro %}
