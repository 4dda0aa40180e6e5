-- The levy at any rate, on any base, from any day, of which nothing is passed on:
-- `from levy.levy_what_if(0.2, 'china_revenue', null)`. Rate, base and day are those of levy.levy_what_if_borne. A
-- macro of its own, because the format of the published file, which old readers know, keeps no default of a parameter.
{{ config(materialized='table_macro', parameters=['rate', 'base_name', 'from_date'], contract={'enforced': false}) }}
from {{ published('levy_what_if_borne') }}(rate, base_name, from_date, [0, 0, 0])
