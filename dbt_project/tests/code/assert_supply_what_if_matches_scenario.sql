-- capacity.supply_what_if with the inputs of a stored scenario gives that scenario's figures, draw for draw. Tested
-- without changes against the base, and without a packaging limit against the scenario that has none.
{% set measures = [
    'units_p5', 'units_p50', 'units_p95', 'units_packaging_p50', 'packaging_binds_share', 'convergence_share'
] -%}
with
asked as (
    select
        'base' as stands_for,
        *
    from {{ published('supply_what_if') }}('base', null, null)

    union all

    select
        'packaging_unlimited' as stands_for,
        *
    from {{ published('supply_what_if') }}('base', map { 'packages_per_year': null }, null)
)

select
    s.scenario_id,
    s.year,
    {{ for_each(measures, 'a.[] as []_asked, s.[]') }}
from {{ ref('accelerator_supply') }} as s
left join asked as a on s.scenario_id = a.stands_for and s.year = a.year
where
    s.scenario_id in ('base', 'packaging_unlimited')
    and (
        a.year is null
        {%- for measure in measures %}
            or a.{{ measure }} is distinct from s.{{ measure }}
        {%- endfor %}
    )
