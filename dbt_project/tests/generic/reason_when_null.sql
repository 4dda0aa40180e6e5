{# A figure or the reason why there is none: never both, never neither. #}
{% test reason_when_null(model, value, reason) %}
select *
from {{ model }}
where ({{ value }} is null) != ({{ reason }} is not null)
{% endtest %}
