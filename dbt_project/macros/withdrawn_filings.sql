{#
  Filings whose documents the published marts were made of, and that EDGAR lists no longer: withdrawn. A list that lacks
  more than two of a company at once is taken for a wrong list.
#}
{% macro withdrawn_filings() -%}
    select
        c.ticker,
        p.cik,
        p.accession
    from {{ ref('stg_runs__published_filings') }} as p
    inner join {{ ref('int_companies') }} as c on p.cik = c.cik
    anti join {{ ref('stg_edgar__filings') }} as f on p.cik = f.cik and p.accession = f.accession
    semi join {{ ref('stg_edgar__filings') }} as l on p.cik = l.cik
    qualify count(*) over (partition by p.cik) <= 2
{%- endmacro %}
