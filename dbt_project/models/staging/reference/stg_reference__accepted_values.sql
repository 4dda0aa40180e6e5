-- Grain: figure of a watched company that a person accepted.
select
    a.*,
    c.cik
from {{ source('reference', 'accepted_values') }} as a
inner join {{ ref('stg_reference__companies') }} as c on a.ticker = c.ticker
