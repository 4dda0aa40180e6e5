-- A filing that the published marts use is still listed by EDGAR. A withdrawn filing leaves the marts, which is a
-- reason for fewer rows. More than two of a company at once are a wrong list, and their missing rows stop the refresh.
with
withdrawn as (
    {{ withdrawn_filings() }}
)

select
    ticker,
    cik,
    accession,
    'EDGAR lists this filing no longer; its figures left the marts' as reason
from withdrawn
