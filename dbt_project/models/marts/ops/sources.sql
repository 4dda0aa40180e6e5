-- Grain: input of this build: a filing's document, an EDGAR answer or a curated file, by content hash. What curated
-- files cite is in ops.citations, with the tier of each source.
select
    'edgar' as source_group,
    d.document as source_name,
    d.source_kind,
    d.ticker,
    d.accession,
    d.address as url,
    d.sha256,
    d.row_count,
    d.damage,
    'U.S. Securities and Exchange Commission' as producer,
    'public record' as licence,
    'primary' as tier,
    d.address is not null as is_findable
from {{ ref('int_documents') }} as d

union all

select
    'reference' as source_group,
    name as source_name,
    'curated' as source_kind,
    null as ticker,
    null as accession,
    url,
    sha256,
    cast(row_count as bigint) as row_count,
    null as damage,
    producer,
    licence,
    'own' as tier,
    url is not null as is_findable
from {{ ref('int_reference_files') }}
order by source_group, ticker, source_name, source_kind, accession, sha256
