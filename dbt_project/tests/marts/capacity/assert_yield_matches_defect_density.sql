-- A yield beside a defect density equals the formula of its model on its area. The formulas are written again here:
-- Poisson exp(-x), Murphy ((1 - exp(-x)) / x)^2, negative binomial (1 + x / 3)^-3, Seeds 1 / (1 + x), with x the area
-- in cm2 times the density. The highest yield is that of the lowest density; a density without an upper end has 0 as
-- its lowest yield. Compared to the rounding of what is published.
{% set default_model = "'" ~ default_yield_model() ~ "'" -%}
with
stated as (
    {% for density, share in [('low', 'high'), ('mid', 'mid'), ('high', 'low')] %}
        select
            'yield_normalised' as table_name,
            claim_id as what,
            yield_model,
            common_area_mm2 as area_mm2,
            d0_{{ density }}_per_cm2 as d0,
            yield_{{ share }}_share as yield_share
        from {{ ref('yield_normalised') }}

        union all

        select
            'yield_consensus' as table_name,
            product || ', ' || as_of as what,
            {{ default_model }} as yield_model,
            die_area_mm2 as area_mm2,
            d0_{{ density }}_per_cm2 as d0,
            yield_{{ share }}_share as yield_share
        from {{ ref('yield_consensus') }}
        where pooled_in = 'defect_density'

        {% for area in common_die_areas() %}
            union all

            select
                'yield_evidence' as table_name,
                claim_id as what,
                {{ default_model }} as yield_model,
                {{ area }} as area_mm2,
                d0_{{ density }}_per_cm2 as d0,
                yield_on_{{ area }}mm2_{{ share }}_share as yield_share
            from {{ ref('yield_evidence') }}
        {% endfor %}

        union all
    {% endfor %}
    {% for area in common_die_areas() %}
        select
            'yield_consensus' as table_name,
            product || ', ' || as_of as what,
            {{ default_model }} as yield_model,
            {{ area }} as area_mm2,
            d0_mid_per_cm2 as d0,
            yield_on_{{ area }}mm2_mid_share as yield_share
        from {{ ref('yield_consensus') }}
        where pooled_in = 'defect_density'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

expected as (
    select
        *,
        cast(area_mm2 as double) / 100 * cast(d0 as double) as defects,
        case
            when d0 is null and yield_share is null then null
            when d0 is null then 0
            when yield_model = 'poisson' then exp(-defects)
            when yield_model = 'murphy' then if(defects < 1e-6, 1, power((1 - exp(-defects)) / defects, 2))
            when yield_model = 'negative_binomial' then power(1 + defects / 3, -3)
            when yield_model = 'seeds' then 1 / (1 + defects)
        end as expected_share
    from stated
)

select
    table_name,
    what,
    yield_model,
    area_mm2,
    d0,
    yield_share,
    expected_share
from expected
where (d0 is not null and yield_share is null) or abs(yield_share - expected_share) > 0.000002
