-- Grain: fact read by hand from a filing of a watched company, in the schema of landed facts.
with watched as (
    select f.*
    from {{ source('reference', 'curated_facts') }} as f
    semi join {{ ref('stg_reference__companies') }} as c on f.cik = c.cik
)

from watched
