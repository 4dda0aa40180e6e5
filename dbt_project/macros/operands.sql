{# The facts that a figure is made of, as one list: how they read in a formula, and how they change sign. #}

{# One fact of a formula: sign, what it is when it is not the row's own metric, fiscal period, value and filing. #}
{% macro operand_text(operand, own_metric) -%}
    if({{ operand }}.sign < 0, '- ', '+ ') || if({{ operand }}.metric = {{ own_metric }}, '', {{ operand }}.metric || ' ')
    || {{ operand }}.fiscal_period_type || ' ' || {{ operand }}.value_usd || ' (' || {{ operand }}.accession || ')'
{%- endmacro %}

{# The same facts, each sign multiplied. #}
{% macro with_sign(operands, sign) -%}
    list_transform({{ operands }}, lambda o: struct_update(o, sign := o.sign * {{ sign }}))
{%- endmacro %}
