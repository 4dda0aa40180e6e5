{#
  Whether this dimension only qualifies a figure, so that a split along another axis still adds up to the whole.
  Concentration-risk axes say that a share matters; "operating segments" says before corporate items.
#}
{% macro is_qualifying_dimension(dimension) -%}
    split_part({{ dimension }}.axis, ':', -1) in ('ConcentrationRiskByTypeAxis', 'ConcentrationRiskByBenchmarkAxis')
    or split_part({{ dimension }}.member, ':', -1) = 'OperatingSegmentsMember'
{%- endmacro %}

{# Whether this dimension's axis is geographical. US filers use the SEC's, IFRS filers the foundation's. #}
{% macro is_geographical_axis(dimension) -%}
    split_part({{ dimension }}.axis, ':', -1) in ('StatementGeographicalAxis', 'GeographicalAreasAxis')
{%- endmacro %}

{# Whether this dimension is a segment, or a part of one, that is named after China: Greater China, and not without. #}
{% macro is_china_segment(dimension) -%}
    split_part({{ dimension }}.axis, ':', -1) in ('StatementBusinessSegmentsAxis', 'SubsegmentsAxis')
    and regexp_matches(split_part({{ dimension }}.member, ':', -1), 'china', 'i')
{%- endmacro %}
