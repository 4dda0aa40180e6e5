-- What companyfacts has for a filing is in its document under the same concept. Missing amounts are reported.
with
said as ({{ company_amounts('facts') }}),

listed as (
    select l.*
    from ({{ company_amounts('companyfacts') }}) as l
    semi join said as s on l.cik = s.cik and l.accession = s.accession
)

select
    l.cik,
    l.accession,
    l.concept,
    l.concept || ' to ' || l.period_end || ' is in companyfacts and not in the document' as reason
from listed as l
anti join said as s on l.accession = s.accession and {{ is_same_thing('s', 'l') }}
