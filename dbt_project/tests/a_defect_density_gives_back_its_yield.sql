-- From yield to defect density and back gives the yield again, within 1e-9, for every model, from 0.001 to 0.999; a yield
-- of 1 means no defects, and no defect density gives a yield of 0.
with
grid as (
    select
        a.area_mm2,
        y.thousandths / 1000 as yield_share
    from (select unnest([17.92, 100, 665.61, 814]) as area_mm2) as a
    cross join (select unnest(range(0, 1001)) as thousandths) as y
)

{% for model in yield_models() -%}
select
    '{{ model }}' as yield_model,
    area_mm2,
    yield_share,
    {{ defect_density_by_model("'" ~ model ~ "'", 'yield_share', 'area_mm2') }} as d0
from grid
where
    case
        when yield_share = 0 then d0 is not null
        when yield_share = 1 then d0 is distinct from 0
        else coalesce(abs({{ yield_by_model("'" ~ model ~ "'", 'd0', 'area_mm2') }} - yield_share), 1) > 1e-9
    end
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
