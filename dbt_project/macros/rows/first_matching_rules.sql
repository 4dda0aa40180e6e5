{#
  CTEs for `with recursive`: `first_matches` has a row per `text` of `texts` that a rule's pattern matches, with the
  columns of the first such rule by priority and rule_id. A pattern that comes from a table is
  compiled anew for every row, which takes longer than matching it, so each distinct text is tried once with each rule,
  and no more once a rule matches.
#}
{% macro first_matching_rules(texts, rules) -%}
numbered_rules as (
    select
        *,
        row_number() over (order by priority, rule_id) as rule_no
    from {{ rules }}
),

tried as (
    select distinct
        text,
        cast(0 as bigint) as rule_no,
        false as is_match
    from {{ texts }}

    union all

    select
        t.text,
        r.rule_no,
        coalesce(regexp_matches(t.text, r.pattern, 'i'), false) as is_match
    from tried as t
    inner join numbered_rules as r on t.rule_no + 1 = r.rule_no
    where not t.is_match
),

first_matches as (
    select
        t.text,
        r.*
    from tried as t
    inner join numbered_rules as r on t.rule_no = r.rule_no
    where t.is_match
)
{%- endmacro %}
