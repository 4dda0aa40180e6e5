{# A figure or the reason why there is none: never both, never neither. An empty reason is none. #}
{% test reason_when_null(model, value, reason) %}
select *
from {{ model }}
where ({{ value }} is null) != (coalesce(trim({{ reason }}), '') != '')
{% endtest %}
