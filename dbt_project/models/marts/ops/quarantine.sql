-- Grain: filing or fact that is quarantined x expectation that it fails, and figure that is not plausible. The rows
-- stay in the landing tables; no number uses them until they are fixed, or, of a figure, accepted.
select
    q.quarantine_id,
    q.ticker,
    q.cik,
    q.accession,
    q.form,
    q.filed,
    q.document,
    q.scope,
    q.fact_no,
    q.fact_count,
    q.expectation,
    q.reason,
    q.address as url,
    q.sha256
from {{ ref('int_quarantine') }} as q

union all

select
    left(md5(concat_ws('|', i.accession, i.series_key, i.fiscal_year, i.fiscal_period_type, i.rule)), 8)
        as quarantine_id,
    c.ticker,
    i.cik,
    i.accession,
    i.form,
    f.filed,
    i.document,
    'value' as scope,
    i.fact_no,
    1 as fact_count,
    i.rule as expectation,
    if(i.geography = 'CN', 'revenue in China', replace(i.metric, '_', ' ')) || ' of ' || i.fiscal_period_type || ' of '
    || i.fiscal_year || ': ' || i.value_usd || ' is not plausible: ' || i.against as reason,
    null as url,
    null as sha256
from {{ ref('int_implausible_values') }} as i
inner join {{ ref('int_companies') }} as c on i.cik = c.cik
left join {{ ref('int_filings') }} as f on i.cik = f.cik and i.accession = f.accession
order by ticker, accession, document, fact_no, expectation
