-- The numbers of each input are uniform between 0 and 1, and correlated only within their correlation group. A fifth of
-- them is in each fifth, and the variance is 1/12. Inputs of one correlation group are correlated by the product of
-- their weights, others not. Tolerances are about five standard errors.
with
long as (
    unpivot {{ ref('int_supply_uniforms') }} on columns(* exclude (draw)) into name parameter value u
),

shapes as (
    select
        parameter,
        count(*) as draws,
        min(u) as least,
        max(u) as most,
        var_pop(u) as variance,
        count(*) filter (where u < 0.2) as lowest_fifth,
        count(*) filter (where u >= 0.4 and u < 0.6) as middle_fifth,
        count(*) filter (where u >= 0.8) as highest_fifth
    from long
    group by parameter
),

-- side by side, since a join of each two inputs by draw has millions of rows
correlations as (
    select
        count(*) as draws,
        [
            {%- for parameter in supply_parameters() -%}
                {%- set before = loop.index0 -%}
                {%- for other in supply_parameters()[before + 1:] %}
                    struct_pack(
                        parameter := '{{ parameter }}',
                        other := '{{ other }}',
                        correlation := corr({{ parameter }}, {{ other }})
                    ){{ ',' if before < supply_parameters() | length - 2 }}
                {%- endfor %}
            {%- endfor %}
        ] as pairs
    from {{ ref('int_supply_uniforms') }}
),

pairs as (
    select
        draws,
        unnest(pairs) as pair
    from correlations
),

expected as (
    select
        p.pair.parameter,
        p.pair.other,
        p.draws,
        p.pair.correlation,
        case
            when a.correlation_group = b.correlation_group then a.correlation_weight * b.correlation_weight else 0
        end as correlation_expected
    from pairs as p
    inner join {{ ref('stg_reference__supply_parameters') }} as a on p.pair.parameter = a.parameter
    inner join {{ ref('stg_reference__supply_parameters') }} as b on p.pair.other = b.parameter
)

select
    parameter as what,
    variance as found
from shapes
where
    least <= 0 or most >= 1
    or abs(variance * 12 - 1) > 5 * sqrt(1.6 / draws)
    or abs(lowest_fifth - draws / 5) > 5 * sqrt(draws * 0.16)
    or abs(middle_fifth - draws / 5) > 5 * sqrt(draws * 0.32)
    or abs(highest_fifth - draws / 5) > 5 * sqrt(draws * 0.16)

union all

select
    parameter || ' and ' || other as what,
    correlation as found
from expected
where abs(correlation - correlation_expected) > 5 * sqrt(2.0 / draws)
