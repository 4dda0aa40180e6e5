-- Packages made up to a year are sold or in stock at its end, in every draw; none is sold before it is made.
with
to_date as (
    select
        scenario_id,
        year,
        draw,
        units,
        units_sold,
        stock_units,
        sum(units) over up_to_year as units_to_date,
        sum(units_sold) over up_to_year as sold_to_date
    from {{ ref('int_supply_draws') }}
    window up_to_year as (partition by scenario_id, draw order by year)
)

select
    scenario_id,
    year,
    draw,
    units_to_date,
    sold_to_date,
    stock_units
from to_date
where
    units_sold < 0
    or stock_units < 0
    or abs(units_to_date - sold_to_date - stock_units) > 0.001 + 1e-9 * units_to_date
