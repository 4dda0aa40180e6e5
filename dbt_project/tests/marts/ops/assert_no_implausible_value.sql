-- No figure of a filing is withheld because it is not plausible. One that is true is accepted with a row in
-- data/reference/accepted_values.csv.
select
    ticker,
    accession,
    reason
from {{ ref('quarantine') }}
where scope = 'value'
