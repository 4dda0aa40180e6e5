{#
  The columns of each list hold figures in ascending order, such as low, middle and high. A null is left out: the others
  must be in order without it.
#}
{% test ascending_columns(model, columns) %}
    {% set reversed = [] %}
    {% for names in columns %}
        {% for name in names %}
            {% for larger in names[loop.index:] %}
                {% do reversed.append(name ~ ' > ' ~ larger) %}
            {% endfor %}
        {% endfor %}
    {% endfor %}
select *
from {{ model }}
where {{ reversed | join(' or ') }}
{% endtest %}
