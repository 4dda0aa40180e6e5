-- levy.exposure with the levy at any rate: `from levy.exposure_what_if(0.25)`.
{{ config(materialized='table_macro', parameters=['rate'], contract={'enforced': false}) }}
with
prepared as (
    select
        * exclude (
            rate_share, levy_low_usd, levy_usd, levy_high_usd, levy_of_rnd_low_share, levy_of_rnd_share,
            levy_of_rnd_high_share, levy_of_operating_income_low_share, levy_of_operating_income_share,
            levy_of_operating_income_high_share
        )
    from {{ published('exposure') }}
)

{{ exposure_rows('prepared', 'rate') }}
order by x.ticker, x.fiscal_year, x.geography_basis
