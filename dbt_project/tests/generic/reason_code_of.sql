{# A reason has a code, and the code is one of the list `to` (ops.reason_codes); without a reason there is no code. #}
{% test reason_code_of(model, column_name, reason, to) %}
select *
from {{ model }}
where
    ({{ column_name }} is null) != ({{ reason }} is null)
    or {{ column_name }} not in (select code from {{ to }})
{% endtest %}
