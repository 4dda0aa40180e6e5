{# A part is neither less than nothing nor more than its whole. #}
{% test share_of_a_whole(model, column_name) %}
select {{ column_name }}
from {{ model }}
where {{ column_name }} not between 0 and 1
{% endtest %}
