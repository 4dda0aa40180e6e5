-- Grain: figure of a watched company that a person accepted.
select
    c.cik,
    a.accession,
    a.metric,
    a.geography,
    a.period_end,
    a.value_usd,
    a.accepted_on,
    a.reason,
    a.source_id
from {{ source('reference', 'accepted_values') }} as a
inner join {{ ref('stg_reference__companies') }} as c on a.ticker = c.ticker
