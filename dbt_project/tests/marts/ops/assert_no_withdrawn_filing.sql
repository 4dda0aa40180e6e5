-- A filing that the published marts rest on and that EDGAR lists no longer leaves the marts; a person should know.
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
